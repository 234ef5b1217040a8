import type { ServerResponse } from 'node:http';

/** Server-sent events to the open pages (WHATWG HTML, section 9.2); each page shows what one user sees. */
export interface LiveFeed {
  /** Starts a stream for a user with a first event. */
  open(response: ServerResponse, userId: string, first: { event: string; body: unknown }): void;
  /** Sends an event to all pages, or to those of one user. */
  publish(event: string, body: unknown, userId?: string): void;
  close(): void;
}

/** A feed without listeners. */
export function liveFeed(): LiveFeed {
  const listeners = new Map<ServerResponse, string>();
  return {
    open(response, userId, first) {
      listeners.set(response, userId);
      response.on('close', () => listeners.delete(response));
      response.write(`retry: 500\n${frame(first.event, first.body)}`);
    },
    publish(event, body, userId) {
      for (const [response, listener] of listeners)
        if (userId === undefined || listener === userId) response.write(frame(event, body));
    },
    close() {
      for (const response of listeners.keys()) response.end();
      listeners.clear();
    },
  };
}

function frame(event: string, body: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(body)}\n\n`;
}
