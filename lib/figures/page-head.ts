import { escapeHtml } from './html-text.ts';

/** Nothing from anywhere: what a page shows is in it. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; " +
  "media-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** The beginning of a page that opens from a disk, in light and dark, up to its body. */
export function pageHead(title: string, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Faultline">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>`;
}
