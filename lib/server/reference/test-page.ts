/** A page to try the WebSocket of a session by hand. Its script is a file of its own, for a strict policy. */
export const TEST_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Faultline: WebSocket test</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
form, p { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
label { display: grid; gap: .2rem; font-size: .85rem; }
input { font: inherit; padding: .3rem; min-width: 18rem; }
button { font: inherit; padding: .3rem .8rem; }
#log { height: 60vh; overflow: auto; border: 1px solid GrayText; padding: .5rem; font: .8rem/1.4 monospace; }
#log div { white-space: pre-wrap; overflow-wrap: anywhere; padding-bottom: .3rem; }
</style>
<script src="test.js" defer></script>
</head>
<body>
<h1>WebSocket test</h1>
<form id="connect">
<label>Session <input id="session" name="session" required autocomplete="off"></label>
<label>Token, where tokens are on <input id="token" name="token" type="password" autocomplete="off"></label>
<button type="submit">Connect</button>
</form>
<p>
<button type="button" id="ping" disabled>Send ping</button>
<button type="button" id="leave" disabled>Disconnect</button>
<span role="status" id="status">not connected</span>
</p>
<div id="log" role="log" aria-label="Messages"></div>
</body>
</html>
`;

/** The script of the page. */
export const TEST_SCRIPT = `'use strict';
const LINES = 500;
const at = (id) => document.getElementById(id);
let socket = null;

function say(text) {
  at('status').textContent = text;
}

function show(text) {
  const line = document.createElement('div');
  line.textContent = text.length > 4000 ? text.slice(0, 4000) + '…' : text;
  at('log').append(line);
  while (at('log').childElementCount > LINES) at('log').firstElementChild.remove();
  at('log').scrollTop = at('log').scrollHeight;
}

function enable(isOpen) {
  at('ping').disabled = !isOpen;
  at('leave').disabled = !isOpen;
}

at('connect').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  if (socket !== null) socket.close();
  const url = new URL('simulation/' + encodeURIComponent(at('session').value.trim()), location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  if (at('token').value !== '') url.searchParams.set('access_token', at('token').value);
  const opened = new WebSocket(url);
  socket = opened;
  say('connecting');
  opened.onopen = () => { say('connected'); enable(true); };
  opened.onmessage = ({ data }) => show(data);
  opened.onerror = () => show('error: the connection was refused or broke');
  opened.onclose = ({ code, reason }) => {
    if (socket !== opened) return;
    say('closed: ' + code + (reason === '' ? '' : ', ' + reason));
    enable(false);
  };
});
at('ping').addEventListener('click', () => socket.send(JSON.stringify({ type: 'ping' })));
at('leave').addEventListener('click', () => socket.close(1000));
const asked = new URLSearchParams(location.search).get('session');
if (asked !== null) at('session').value = asked;
`;
