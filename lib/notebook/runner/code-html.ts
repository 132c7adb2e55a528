import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import { escapeHtml } from '../../figures/html-text.ts';

const KNOWN = ['ts', 'typescript', 'js', 'javascript', 'tsx', 'jsx', 'mts', 'mjs'];

hljs.registerLanguage('typescript', typescript);

/** Code as HTML: coloured by classes where it is TypeScript or JavaScript, as it is otherwise. */
export function codeHtml(code: string, language: string): string {
  if (!KNOWN.includes(language.toLowerCase())) return escapeHtml(code);
  return hljs.highlight(code, { language: 'typescript', ignoreIllegals: true }).value;
}
