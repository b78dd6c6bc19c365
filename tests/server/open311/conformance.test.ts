import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPEN311 } from '../../../server/api';
import { actOnItem } from '../../../server/ledger';
import { PARTY } from '../../../server/seed/fixtures';
import { caller, makeGround } from '../../support/ground';
import { granted, putItem } from '../ledger/support';
import { facadeOf, fieldsOf, readXml } from './support';

// What others have published about what a GeoReport v2 server is to answer:
//  [spec]      https://wiki.open311.org/GeoReport_v2 (source: github.com/open311/open311.github.io, GeoReport/v2/index.md)
//  [discovery] https://wiki.open311.org/Service_Discovery
//  [schema]    github.com/open311/schema-validation, schema/georeport-v2/*.json
//  [validator] github.com/SeeClickFix/open311-validator, tests/*.rb
//  [paging]    GeoReport_v2/Extensions, “Pagination”

const staff = caller('staff');

async function ground() {
  const s = await makeGround();
  const open = await putItem(s, { title: '楼道灯不亮', channel: 'meeting' });
  const input = { ownerId: PARTY.property!, dueOn: '2026-12-01' };
  granted(await actOnItem(s, staff, { itemId: open.id, act: 'dispatch', input }));
  const closed = await putItem(s, { title: '门口积水', channel: 'meeting', category: 'environment' });
  granted(await actOnItem(s, staff, { itemId: closed.id, act: 'answer', input: { answer: '已经通了' } }));
  return { s, open: open.id, closed: closed.id, facade: facadeOf(s) };
}

const text = z.string().nullable();
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
/** [schema] service.json */
const SERVICE = z.object({
  service_code: z.string(),
  service_name: z.string(),
  description: text,
  metadata: z.boolean(),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: text,
  group: text
});
/** [schema] request.json; required: service_request_id, status, service_code, requested_datetime */
const REQUEST = z.object({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  service_code: z.string(),
  requested_datetime: moment,
  updated_datetime: moment.nullable(),
  expected_datetime: moment.nullable(),
  status_notes: text,
  service_name: text,
  description: z.string().max(4000).nullable(),
  agency_responsible: text,
  service_notice: text,
  address: text,
  address_id: text,
  zipcode: text,
  media_url: z.url().nullable(),
  lat: z.number().nullable(),
  long: z.number().nullable()
});
/** [schema] service-definition.json */
const DEFINITION = z.object({ service_code: z.string(), attributes: z.array(z.object({ variable: z.boolean() })) });
/** [spec] Errors */
const ERRORS = z.array(z.object({ code: z.number(), description: z.string().min(1) })).min(1);

/** [spec] GET Service Requests, Response, in its order. */
const REQUEST_ORDER = [
  ...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description'],
  ...['agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime', 'expected_datetime'],
  ...['address', 'address_id', 'zipcode', 'lat', 'long', 'media_url']
];
const SERVICE_ORDER = ['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group'];

const ADDRESSES = ['discovery', 'v2/services', 'v2/services/repair', 'v2/requests'];

describe('formats', () => {
  it.each(ADDRESSES)(
    '[G9] %s: in XML and JSON, each under its type and in UTF-8 [spec, Format Support]',
    async (path) => {
      const { facade } = await ground();
      const [xml, json] = [await facade.get(`${path}.xml`), await facade.get(`${path}.json`)];
      expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const body = await xml.text();
      expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n</);
      readXml(body);
      JSON.parse(await json.text());
    }
  );

  it('[G9] JSON says what the XML says, field by field [spec, JSON Support: Spark convention]', async () => {
    const { facade } = await ground();
    const xml = readXml(await (await facade.get('v2/requests.xml')).text());
    const json = (await (await facade.get('v2/requests.json')).json()) as Record<string, string | null>[];
    expect(json).toHaveLength(2);
    expect(xml.children.map((one) => Object.fromEntries(fieldsOf(one)))).toEqual(
      json.map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value ?? ''])))
    );
  });

  it('[G15] another format is not there', async () => {
    const { facade } = await ground();
    for (const path of ['v2/services.csv', 'v2/services', 'v2/requests', 'v2/tokens/1.xml', 'v2', '', 'v2/requests/x'])
      expect((await facade.get(path)).status, path).toBe(404);
  });
});

describe('the OpenAPI document', () => {
  it('describes just what each door of the façade answers', async () => {
    const { facade, open } = await ground();
    for (const { path, answers } of OPEN311) {
      const at = path.replace('{code}', 'care').replace('{id}', open).replace('{format}', 'json').slice(1);
      const answer: unknown = await (await facade.get(at)).json();
      expect(answers[0]!.schema!.parse(answer), path).toEqual(answer);
    }
  });
});

describe('discovery', () => {
  it('names the endpoint, its formats and whom to ask, alike in both formats [discovery; validator, discovery.rb]', async () => {
    const { s, facade } = await ground();
    const json = await (await facade.get('discovery.json')).json();
    const xml = readXml(await (await facade.get('discovery.xml')).text());
    expect(xml.name).toBe('discovery');
    expect(xml.children.map(({ name }) => name)).toEqual(['changeset', 'contact', 'key_service', 'endpoints']);
    expect(json.contact.trim()).not.toBe('');
    expect(json.key_service.trim()).not.toBe('');
    expect(xml.children[1]!.text).toBe(json.contact);
    const [endpoint] = json.endpoints;
    expect(endpoint).toEqual({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: 'https://stool.example/open311/v2',
      changeset: expect.any(String),
      type: 'test',
      formats: ['text/xml', 'application/json']
    });
    for (const changeset of [json.changeset, endpoint.changeset])
      expect(Date.parse(changeset)).toBeLessThan(s.now().getTime());
    const formats = xml.children[3]!.children[0]!.children.at(-1)!;
    expect(fieldsOf(formats)).toEqual([
      ['format', 'text/xml'],
      ['format', 'application/json']
    ]);
  });
});

describe('services', () => {
  it('[G6] each with its code, and every field in order [schema, service.json; validator, services.rb]', async () => {
    const { facade } = await ground();
    const services = await (await facade.get('v2/services.json')).json();
    expect(z.array(SERVICE.strict()).min(1).parse(services)).toHaveLength(7);
    expect(new Set(services.map((one: { service_code: string }) => one.service_code)).size).toBe(7);
    const xml = readXml(await (await facade.get('v2/services.xml')).text());
    expect(xml.name).toBe('services');
    for (const service of xml.children) {
      expect(service.name).toBe('service');
      expect(service.children.map(({ name }) => name)).toEqual(SERVICE_ORDER);
    }
  });

  it('[G6] a definition asks for nothing, as `metadata` says [schema, service-definition.json]', async () => {
    const { facade } = await ground();
    const services = await (await facade.get('v2/services.json')).json();
    for (const { service_code: code, metadata } of services) {
      expect(metadata).toBe(false);
      const definition = await (await facade.get(`v2/services/${code}.json`)).json();
      expect(DEFINITION.strict().parse(definition)).toEqual({ service_code: code, attributes: [] });
    }
    const xml = readXml(await (await facade.get('v2/services/repair.xml')).text());
    expect(xml.name).toBe('service_definition');
    expect(xml.children.map(({ name }) => name)).toEqual(['service_code', 'attributes']);
  });

  it('[G15] an unknown service_code is 404 in the form of errors [spec, GET Service Definition]', async () => {
    const { facade } = await ground();
    const json = await facade.get('v2/services/033.json');
    expect(json.status).toBe(404);
    expect(ERRORS.parse(await json.json())[0]!.code).toBe(404);
    const xml = readXml(await (await facade.get('v2/services/033.xml')).text());
    expect(xml.name).toBe('errors');
    expect(xml.children.map(({ name, children }) => [name, children.map((one) => one.name)])).toEqual([
      ['error', ['code', 'description']]
    ]);
  });

  it('speak the language that is asked for, and say that it matters', async () => {
    const { facade } = await ground();
    const english = await facade.get('v2/services.json', { headers: { 'accept-language': 'en-GB' } });
    expect((await english.json())[0].service_name).toBe('Repairs');
    expect(english.headers.get('vary')).toBe('accept-language');
    expect((await (await facade.get('v2/services.json')).json())[0].service_name).toBe('基础设施维修');
  });
});

describe('requests', () => {
  it('[G5] [G9] as the schema has them, every field in order [schema, request.json; spec]', async () => {
    const { facade, open, closed } = await ground();
    const requests = z.array(REQUEST.strict()).parse(await (await facade.get('v2/requests.json')).json());
    expect(requests.map((one) => [one.service_request_id, one.status]).sort()).toEqual(
      [
        [open, 'open'],
        [closed, 'closed']
      ].sort()
    );
    const xml = readXml(await (await facade.get('v2/requests.xml')).text());
    expect(xml.name).toBe('service_requests');
    for (const request of xml.children) {
      expect(request.name).toBe('request');
      expect(request.children.map(({ name }) => name)).toEqual(REQUEST_ORDER);
    }
  });

  it('[G7] [G8] say whose, where, since when and until when', async () => {
    const { facade, open } = await ground();
    const [request] = await (await facade.get(`v2/requests/${open}.json`)).json();
    expect(request).toMatchObject({
      service_code: 'repair',
      service_name: '基础设施维修',
      status: 'open',
      status_notes: '已派单',
      description: '楼道灯不亮',
      agency_responsible: '暖巢物业公司',
      address: '3号楼门前，槐荫里社区',
      requested_datetime: '2026-11-23T10:00:00+08:00',
      expected_datetime: '2026-12-01T23:59:59+08:00',
      lat: null,
      long: null,
      media_url: null
    });
  });

  it('one of them is a list of one; another id is 404 [spec, GET Service Request]', async () => {
    const { facade, closed } = await ground();
    const xml = readXml(await (await facade.get(`v2/requests/${closed}.xml`)).text());
    expect([xml.name, xml.children.length]).toEqual(['service_requests', 1]);
    expect(xml.children[0]!.children[2]!.text).toBe('已答复：已经通了');
    const absent = await facade.get(`v2/requests/${randomUUID()}.json`);
    expect([absent.status, ERRORS.parse(await absent.json())[0]!.code]).toEqual([404, 404]);
  });

  it('[G11] [G13] by status, service and ids [spec, Optional Arguments]', async () => {
    const { facade, open, closed } = await ground();
    const ids = async (query: string) =>
      ((await (await facade.get(`v2/requests.json?${query}`)).json()) as { service_request_id: string }[])
        .map((one) => one.service_request_id)
        .sort();
    const both = [open, closed].sort();
    expect(await ids('status=open')).toEqual([open]);
    expect(await ids('status=closed')).toEqual([closed]);
    expect(await ids('status=open,closed')).toEqual(both);
    expect(await ids('status=')).toEqual(both);
    expect(await ids('service_code=environment')).toEqual([closed]);
    expect(await ids('service_code=environment,repair')).toEqual(both);
    expect(await ids('service_code=nothing')).toEqual([]);
    expect(await ids(`service_request_id=${open},${closed},${randomUUID()}`)).toEqual(both);
    expect(await ids(`service_request_id=${open}&status=closed&end_date=nonsense`)).toEqual([open]);
  });

  it('[G12] of the last 90 days unless said, 90 days at most [spec, Response Volume]', async () => {
    const { s, facade } = await ground();
    const found = async (query = '') => (await facade.get(`v2/requests.json?${query}`)).json();
    s.wait(89 * 86_400_000);
    expect(await found()).toHaveLength(2);
    s.wait(2 * 86_400_000);
    expect(await found()).toEqual([]);
    expect(await found('start_date=2026-11-23T10:00:00%2B08:00')).toHaveLength(2);
    expect(await found('start_date=2026-11-23T10:00:00.001%2B08:00')).toHaveLength(0);
    expect(await found('end_date=2026-11-23T02:00:00Z')).toHaveLength(2);
    const long = await facade.get('v2/requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z');
    expect(long.status).toBe(400);
    expect(readXml(await long.text()).name).toBe('errors');
  });

  it('[G14] newest first, and in pages [paging]', async () => {
    const { s, facade } = await ground();
    for (const n of [1, 2, 3]) {
      s.wait(60_000);
      await putItem(s, { title: `第${n}件`, channel: 'meeting' });
    }
    const page = async (n: number) =>
      (await (await facade.get(`v2/requests.json?page_size=2&page=${n}`)).json()).map(
        (one: { description: string }) => one.description
      );
    expect(await page(1)).toEqual(['第3件', '第2件']);
    expect((await page(2))[0]).toBe('第1件');
    expect(await page(3)).toHaveLength(1);
    expect(await page(4)).toEqual([]);
  });
});

describe('what is not offered', () => {
  it('[G15] nothing can be submitted: 400 with code 405, and the methods there are [spec, Errors]', async () => {
    const { facade } = await ground();
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const path of ['v2/requests.json', 'v2/services.json', 'v2/requests/x.json']) {
        const response = await facade.get(path, {
          method,
          headers: form,
          ...(method === 'POST' ? { body: 'a=b' } : {})
        });
        expect([response.status, response.headers.get('allow')]).toEqual([400, 'GET, HEAD, OPTIONS']);
        expect(ERRORS.parse(await response.json())[0]!.code).toBe(405);
      }
    const xml = await facade.get('v2/requests.xml', { method: 'POST', headers: form, body: 'service_code=repair' });
    expect(readXml(await xml.text()).name).toBe('errors');
  });

  it('is open to everybody’s pages, and says so when asked', async () => {
    const { facade } = await ground();
    for (const path of ['v2/services.json', 'v2/services/none.json', 'v2/nowhere'])
      expect((await facade.get(path)).headers.get('access-control-allow-origin')).toBe('*');
    const asked = await facade.get('v2/requests.json', { method: 'OPTIONS' });
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});
