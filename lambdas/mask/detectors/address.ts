import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import type { Detector, Finding, Scene } from './detector.ts';
import { isIP } from 'node:net';

const DOTTED = characterClass('0-9', '.');
const COLONED = characterClass('0-9', 'a-f', 'A-F', ':', '.');

/** IPv4 addresses, only where the policy asks for it: AWS answers are full of them. */
export const IPV4: Detector = {
  name: 'ip-address',
  digits: true,
  probe: (text, at, scene) => {
    if (scene.addresses !== true || /[.:]/.test(text[at - 1] ?? '')) return undefined;
    const end = runEnd(DOTTED, text, { from: at, limit: 16 });
    const address = text.slice(at, end).replace(/\.$/, '');
    if (isIP(address) !== 4 || isIn(LETTER_OR_DIGIT, text, at + address.length)) return undefined;
    return { start: at, end: at + address.length, type: 'ip-address' };
  },
};

/** IPv6 addresses (RFC 4291), under the same policy. */
export const IPV6: Detector = { name: 'ip-address', characters: ':', probe: probeIpv6 };

function probeIpv6(text: string, at: number, scene: Scene): Finding | undefined {
  if (scene.addresses !== true) return undefined;
  const start = runStart(COLONED, text, { end: at, limit: 5 });
  if (isIn(LETTER_OR_DIGIT, text, start - 1)) return undefined;
  const end = runEnd(COLONED, text, { from: at, limit: 46 });
  const address = text.slice(start, end).replace(/[.]$/, '');
  if (isIP(address) !== 6 || isIn(LETTER_OR_DIGIT, text, start + address.length)) return undefined;
  return { start, end: start + address.length, type: 'ip-address' };
}
