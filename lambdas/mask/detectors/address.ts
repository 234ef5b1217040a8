import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import type { Detector, Finding, Scene } from './detector.ts';
import { isIP } from 'node:net';

const DOTTED = characterClass('0-9', '.');
/** Where every cloud instance asks for its own metadata, time and names: nobody's address. */
const METADATA: ReadonlySet<string> = new Set(
  '169.254.169.254 169.254.170.2 169.254.169.123 169.254.169.253'.split(' '),
);
const HEX = characterClass('0-9', 'a-f', 'A-F');
const COLONED = characterClass('0-9', 'a-f', 'A-F', ':', '.');

/** IPv4 addresses, only where the policy asks for it: AWS answers are full of them. */
export const IPV4: Detector = {
  name: 'ip-address',
  digits: true,
  probe: (text, at, scene) => {
    if (scene.addresses !== true || text.charAt(at - 1) === '.') return undefined;
    const end = runEnd(DOTTED, text, { from: at, limit: 16 });
    const address = text.slice(at, end).replace(/\.$/, '');
    if (isIP(address) !== 4 || isIn(LETTER_OR_DIGIT, text, at + address.length)) return undefined;
    return METADATA.has(address) ? undefined : { start: at, end: at + address.length, type: 'ip-address' };
  },
};

/** IPv6 addresses (RFC 4291), under the same policy. */
export const IPV6: Detector = { name: 'ip-address', characters: ':', probe: probeIpv6 };

function probeIpv6(text: string, at: number, scene: Scene): Finding | undefined {
  if (scene.addresses !== true) return undefined;
  const start = runStart(HEX, text, { end: at, limit: 5 });
  if (isIn(LETTER_OR_DIGIT, text, start - 1) || isFurtherGroup(text, start)) return undefined;
  const end = runEnd(COLONED, text, { from: at, limit: 46 });
  const address = text.slice(start, end).replace(/[.]$/, '');
  if (isIP(address) !== 6 || isIn(LETTER_OR_DIGIT, text, start + address.length)) return undefined;
  return { start, end: start + address.length, type: 'ip-address' };
}

/** In `label:2001:db8::1` the first colon ends the label; any other colon before stands inside the address. */
function isFurtherGroup(text: string, start: number): boolean {
  return text.charAt(start - 1) === ':' && (text[start] === ':' || isIn(COLONED, text, start - 2));
}
