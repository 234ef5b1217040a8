import * as z from 'zod';

/** What a reviewer did, in the gateway's terms. `operationId` and `digest` are claims: the record decides what they are worth. */
export type Interaction =
  | (Source & { readonly kind: 'approve'; readonly operationId: string; readonly digest: string })
  | (Source & {
      readonly kind: 'ask-reason';
      readonly operationId: string;
      readonly digest: string;
      readonly trigger: string;
    })
  | (Source & {
      readonly kind: 'reject';
      readonly operationId: string;
      readonly digest: string;
      readonly reason: string;
    })
  | { readonly kind: 'ignored' };

/** Who acted, from where: everything here is covered by Slack's signature. */
export interface Source {
  readonly app: string;
  readonly team: string;
  readonly user: string;
  /** The workspace of the person, which differs from `team` for a Slack Connect guest. */
  readonly userTeam: string;
  readonly channel: string;
  readonly message: string;
}

export const APPROVE = 'approve';
export const REJECT = 'reject';
export const REJECT_MODAL = 'reject-reason';
export const REASON_BLOCK = 'reason';

/** Ties a button or a modal to one digest of one operation: `op_...#<first 32 hex digits of the digest>`. */
export function buttonValue(operationId: string, digest: string): string {
  return `${operationId}#${digest.slice(0, 32)}`;
}

const actor = {
  api_app_id: z.string(),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), team_id: z.string() }),
};

const click = z.object({
  type: z.literal('block_actions'),
  ...actor,
  trigger_id: z.string(),
  container: z.object({ channel_id: z.string(), message_ts: z.string() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).length(1),
});

const submission = z.object({
  type: z.literal('view_submission'),
  ...actor,
  view: z.object({
    callback_id: z.literal(REJECT_MODAL),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
});

/** Where the modal came from; it travels in `private_metadata`, which Slack signs with the rest. */
const origin = z.strictObject({ value: z.string(), channel: z.string(), message: z.string() });

/** The `private_metadata` of the modal that asks why a request is rejected. */
export function modalOrigin(value: string, source: Pick<Source, 'channel' | 'message'>): string {
  return JSON.stringify({ value, channel: source.channel, message: source.message });
}

/** Reads a verified interaction body (`payload=<JSON>`). Throws when it is not of a form that Slack documents. */
export function parseInteraction(body: Uint8Array): Interaction {
  const payload = new URLSearchParams(Buffer.from(body).toString('utf8')).get('payload');
  const json: unknown = JSON.parse(payload ?? '');
  const type = z.object({ type: z.string() }).parse(json).type;
  if (type === 'block_actions') return fromClick(click.parse(json));
  if (type === 'view_submission') return fromSubmission(submission.parse(json));
  return { kind: 'ignored' };
}

function fromClick(payload: z.infer<typeof click>): Interaction {
  const [action] = payload.actions;
  const { channel_id: channel, message_ts: message } = payload.container;
  const claim = action?.value === undefined ? undefined : parseButton(action.value);
  if (!claim) return { kind: 'ignored' };
  const source = { ...sourceOf(payload), channel, message };
  if (action?.action_id === APPROVE) return { kind: 'approve', ...source, ...claim };
  if (action?.action_id === REJECT) return { kind: 'ask-reason', ...source, ...claim, trigger: payload.trigger_id };
  return { kind: 'ignored' };
}

function fromSubmission(payload: z.infer<typeof submission>): Interaction {
  const { value, channel, message } = origin.parse(JSON.parse(payload.view.private_metadata));
  const claim = parseButton(value);
  if (!claim) return { kind: 'ignored' };
  const answers = Object.values(payload.view.state.values[REASON_BLOCK] ?? {});
  return { kind: 'reject', ...sourceOf(payload), channel, message, ...claim, reason: (answers[0]?.value ?? '').trim() };
}

function sourceOf(payload: { api_app_id: string; team: { id: string }; user: { id: string; team_id: string } }) {
  return { app: payload.api_app_id, team: payload.team.id, user: payload.user.id, userTeam: payload.user.team_id };
}

function parseButton(value: string): { operationId: string; digest: string } | undefined {
  const match = /^(op_[0-9A-HJKMNP-TV-Z]{26})#([0-9a-f]{32})$/.exec(value);
  return match ? { operationId: match[1] as string, digest: match[2] as string } : undefined;
}
