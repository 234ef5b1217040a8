import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../../../../../lib/local/engine/environment.ts';

function texts(folder: string, ending: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

const source = texts(join(repository, 'lib/local/engine/patches'), '.py');
const tests = texts(join(repository, 'test/lib/local/engine/patches'), '.engine.test.ts');
const documentation = readFileSync(join(repository, 'docs/local-engine.md'), 'utf8');
const patches = [...source.matchAll(/^@patch\("([^"]+)"\)$/gm)].map((match) => match[1]!);

describe('the shim', () => {
  it('has patches to speak of', () => expect(patches.length).toBeGreaterThan(10));

  it.each(patches)('%s has a test that tells when it is no longer needed', (name) => {
    expect(tests).toContain(`needsPatch('${name}'`);
  });

  it.each(patches)('%s is in the table of docs/local-engine.md', (name) => {
    expect(documentation).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
  });

  it('says for each patch what AWS does and what the engine does', () => {
    const docstrings = [
      ...source.matchAll(/^@patch\([^)]*\)\ndef \w+\(\):\n {4}"""(AWS: [^]+?\n {4}Engine: [^]+?)"""/gm),
    ];
    expect(docstrings).toHaveLength(patches.length);
  });
});
