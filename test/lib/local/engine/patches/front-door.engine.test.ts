import { describe } from '@jest/globals';
import { anApi, anAgent, signed } from '../an-api.ts';
import { needsPatch } from './needed.ts';

describe('patches of API Gateway', () => {
  needsPatch('api-access-denied', 'a caller without the permission gets the answer that the template shapes', {
    look: async (aws) => {
      const api = await anApi(aws);
      const response = await signed(await anAgent(aws, []), `${api.url}/operations`);
      const { title } = (await response.json()) as { title?: string };
      return [response.status, response.headers.get('content-type'), title];
    },
    right: [403, 'application/problem+json', 'Not allowed'],
    wrong: [403, 'application/x-amz-json-1.0', undefined],
  });
});
