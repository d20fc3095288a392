import { type Shape } from './schema.js';

const RANGES: Record<string, [bigint, bigint, string]> = {
  'xs:unsignedByte': [0n, 255n, 'an unsigned byte'],
  'xs:short': [-32768n, 32767n, 'an Int16'],
  'xs:int': [-2147483648n, 2147483647n, 'an Int32'],
  'xs:long': [-9223372036854775808n, 9223372036854775807n, 'an Int64'],
};

const WRONG_FORMAT = 'Input string was not in a correct format.';
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The text of an element as a value, or an error with the words of .NET's own readers. An empty number, an
 * exponent (but in a double), a decimal comma and blanks around a value are all refused (fact sheet 2.3 and 2.10).
 */
export function readScalar(text: string, type: string, shape: Shape | undefined): unknown {
  if (shape?.kind === 'values') {
    if (!shape.values.includes(text)) {
      throw new Error(`Instance validation error: '${text}' is not a valid value for ${shape.name}.`);
    }
    return text;
  }
  if (shape?.kind === 'guid') {
    if (!GUID.test(text)) {
      throw new Error('Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).');
    }
    return text.toLowerCase();
  }
  switch (type) {
    case 'xs:string':
      return text;
    case 'xs:boolean':
      return readBoolean(text);
    case 'xs:decimal':
      if (!/^[+-]?\d+(\.\d+)?$/.test(text)) throw new Error(WRONG_FORMAT);
      return text;
    case 'xs:double':
      if (!/^[+-]?\d+(\.\d+)?(E[+-]?\d+)?$/i.test(text)) throw new Error(WRONG_FORMAT);
      return Number(text);
    case 'xs:dateTime':
      if (!isDateTime(text)) throw new Error(`The string '${text}' is not a valid AllXsd value.`);
      return text;
    case 'xs:base64Binary':
      if (!BASE64.test(text)) throw new Error('Invalid length for a Base-64 char array or string.');
      return Buffer.from(text, 'base64');
    default:
      return readInteger(text, type);
  }
}

function readBoolean(text: string): boolean {
  if (!/^(true|false|1|0)$/.test(text)) throw new Error(`The string '${text}' is not a valid Boolean value.`);
  return text === 'true' || text === '1';
}

function readInteger(text: string, type: string): number {
  const range = RANGES[type];
  if (!range) throw new Error(`The simulator cannot read the type ${type}`);
  if (!/^[+-]?\d+$/.test(text)) throw new Error(WRONG_FORMAT);
  const value = BigInt(text);
  if (value < range[0] || value > range[1]) {
    throw new Error(`Value was either too large or too small for ${range[2]}.`);
  }
  return Number(value);
}

function isDateTime(text: string): boolean {
  const [, date = '', hour, minute, second] = DATE_TIME.exec(text) ?? [];
  const midnight = new Date(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
  return date !== '' && exists && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
