import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  'lambdas/README.md',
];

describe('docs/dependencies.md', () => {
  const listed = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1]);

  it('has one line for each dependency, and for nothing else', () => {
    const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];

    expect([...listed].sort()).toEqual(packages.sort());
  });

  it('is about versions that are pinned exactly', () => {
    const versions = [...Object.values(manifest.dependencies), ...Object.values(manifest.devDependencies)];

    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('links between the pages', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    const existing = (link: string) => {
      try {
        readFileSync(join(root, dirname(page), link));
        return true;
      } catch (error) {
        return (error as { code?: string }).code === 'EISDIR';
      }
    };

    expect(links.filter((link) => !existing(link))).toEqual([]);
  });
});
