/** @file A policy module: every bank holds. */

export const policy = { decide() {} };
