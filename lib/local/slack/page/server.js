/** Calls a control endpoint of the stand-in; resolves to its answer, or to `{ ok: false, error }`. */
export async function control(name, body) {
  try {
    const response = await fetch(`/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-slack-stand-in': '1' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'The stand-in does not answer. Was it stopped?' };
  }
}

/** Who and what is there. */
export async function loadIdentity() {
  const response = await fetch('/identity.json');
  return response.json();
}

/** Listens to what a user sees; `handlers` by event name, `handlers.status(isLive)` besides. Returns what ends it. */
export function listen(userId, handlers) {
  const source = new EventSource(`/events?user=${encodeURIComponent(userId)}`);
  for (const name of ['snapshot', 'message', 'gone', 'view', 'delivery', 'reset'])
    source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
  source.addEventListener('open', () => handlers.status(true));
  source.addEventListener('error', () => handlers.status(false));
  return () => source.close();
}
