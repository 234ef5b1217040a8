import { catalogueOf, type CatalogueEntry } from '../../../lambdas/catalogue/entries.ts';
import { SERVICE_NAMES, serviceHint } from '../../../lambdas/catalogue/load.ts';
import { EXIT } from '../exit-codes.ts';
import { type Cli, columns, show } from './cli.ts';

interface Options {
  readonly json?: true;
}

/** `countersign catalogue [service]`: which calls the gateway knows, and how far. Asks nobody. */
export function addCatalogue(cli: Cli): void {
  cli.program
    .command('catalogue [service]')
    .description('list the services, or the operations of one with tier, access level, risk categories and IAM actions')
    .option('--json', 'print JSON (the default when the output is no terminal)')
    .action((service: string | undefined, options: Options) =>
      service === undefined ? listServices(cli, options) : listOperations(cli, service, options),
    );
}

async function listServices(cli: Cli, options: Options): Promise<void> {
  const view = await Promise.all(
    SERVICE_NAMES.map(async (service) => ({ service, ...countTiers((await catalogueOf(service)) ?? []) })),
  );
  const names = ['service', 'operations', 'curated', 'derived', 'unscopable', 'refused'] as const;
  show(cli, options, {
    view,
    text: (services) => columns([[...names], ...services.map((row) => names.map((name) => String(row[name])))]),
  });
}

interface TierCounts extends Record<CatalogueEntry['tier'], number> {
  readonly operations: number;
}

function countTiers(entries: readonly CatalogueEntry[]): TierCounts {
  const count = (tier: CatalogueEntry['tier']): number => entries.filter((entry) => entry.tier === tier).length;
  return {
    operations: entries.length,
    curated: count('curated'),
    derived: count('derived'),
    unscopable: count('unscopable'),
    refused: count('refused'),
  };
}

async function listOperations(cli: Cli, service: string, options: Options): Promise<void> {
  const view = await catalogueOf(service);
  if (view === undefined) {
    cli.terminal.err(`error: unknown service ${service}${serviceHint(service)}\n`);
    return cli.end(EXIT.misuse);
  }
  const head = ['operation', 'tier', 'level', 'categories', 'actions'];
  show(cli, options, { view, text: (entries) => columns([head, ...entries.map(line)]) });
}

function line({ operation, tier, accessLevel, categories, actions }: CatalogueEntry): string[] {
  return [operation, tier, accessLevel, categories.join(',') || '-', actions.join(',') || '-'];
}
