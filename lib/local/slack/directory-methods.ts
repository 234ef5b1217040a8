import { stringOf } from './fields.ts';
import {
  APP_ID,
  BOT_ID,
  BOT_NAME,
  BOT_USER_ID,
  CHANNEL_ID,
  CHANNEL_NAME,
  REVIEWERS,
  reviewerById,
  TEAM_DOMAIN,
  TEAM_ID,
  TEAM_NAME,
  USER_GROUPS,
} from './identity.ts';
import { failure, type Method } from './method.ts';

/** The methods that tell who and what is there. */
export const DIRECTORY_METHODS: Readonly<Record<string, Method>> = {
  'auth.test': () => ({
    ok: true,
    url: `https://${TEAM_DOMAIN}.invalid/`,
    team: TEAM_NAME,
    user: BOT_NAME.toLowerCase(),
    team_id: TEAM_ID,
    user_id: BOT_USER_ID,
    bot_id: BOT_ID,
    app_id: APP_ID,
    is_enterprise_install: false,
  }),

  'users.info': (args) => {
    const reviewer = reviewerById(stringOf(args['user']));
    if (!reviewer) return failure('user_not_found');
    const { id, name, handle, title, guest } = reviewer;
    const email = `${handle}@example.com`;
    const profile = { real_name: name, display_name: handle, title, email, team: TEAM_ID };
    const standing = { deleted: false, is_bot: false, is_app_user: false, is_stranger: false };
    const rank = { is_restricted: guest, is_ultra_restricted: guest };
    return { ok: true, user: { id, team_id: TEAM_ID, name: handle, real_name: name, ...standing, ...rank, profile } };
  },

  'usergroups.users.list': (args) => {
    const group = stringOf(args['usergroup']);
    const users = Object.hasOwn(USER_GROUPS, group) ? USER_GROUPS[group] : undefined;
    return users ? { ok: true, users } : failure('no_such_subteam');
  },

  'conversations.info': (args) => {
    if (args['channel'] !== CHANNEL_ID) return failure('channel_not_found');
    const kind = { is_channel: true, is_group: false, is_im: false, is_private: true, is_archived: false };
    const sharing = { is_member: true, is_shared: false, is_ext_shared: false, is_org_shared: false };
    const size = { num_members: REVIEWERS.length + 1, context_team_id: TEAM_ID };
    return { ok: true, channel: { id: CHANNEL_ID, name: CHANNEL_NAME, ...kind, ...sharing, ...size } };
  },
};
