const TONES = {
  approved: 'good',
  succeeded: 'good',
  rejected: 'bad',
  denied: 'bad',
  failed: 'bad',
  outcome_unknown: 'bad',
  expired: 'closed',
  cancelled: 'closed',
};

/**
 * The state that a message shows: `waiting` while it has buttons; afterwards the status that its last context block
 * begins with, or plainly `closed`; `plain` when it never asked anything. It only colours what the message says itself.
 */
export function stateOf(message) {
  if (!message.asked || message.ephemeral_to) return { kind: 'plain', tone: 'plain' };
  if (message.blocks.some((block) => block.type === 'actions'))
    return { kind: 'waiting', tone: 'waiting', label: 'Waiting for a reviewer' };
  const word = firstWord(message.blocks.findLast((block) => block.type === 'context'));
  const kind = Object.hasOwn(TONES, word) ? word : 'closed';
  const label = kind.replaceAll('_', ' ');
  return { kind, tone: TONES[kind] ?? 'closed', label: label[0].toUpperCase() + label.slice(1) };
}

/** The first word of a context block in lower case, leaving out emoji and formatting marks before it. */
function firstWord(context) {
  const text = context?.elements.find((element) => element.text)?.text ?? '';
  return /^(?::\w+:|[^\p{L}])*([\p{L}_]+?)_?(?![\p{L}_])/u.exec(text)?.[1]?.toLowerCase() ?? '';
}
