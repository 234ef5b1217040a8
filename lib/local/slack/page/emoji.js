const EMOJI = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  warning: '⚠️',
  rotating_light: '🚨',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  lock: '🔒',
  unlock: '🔓',
  key: '🔑',
  robot_face: '🤖',
  eyes: '👀',
  wastebasket: '🗑️',
  question: '❓',
  information_source: 'ℹ️',
  gear: '⚙️',
  zap: '⚡',
  memo: '📝',
  bust_in_silhouette: '👤',
  busts_in_silhouette: '👥',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  checkered_flag: '🏁',
};

/** The character of an emoji name, or undefined for a name that the stand-in does not know. */
export function emojiNamed(name) {
  return Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined;
}

/** The text with known `:names:` as characters, as Slack shows plain_text with `emoji: true`. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiNamed(name) ?? whole);
}
