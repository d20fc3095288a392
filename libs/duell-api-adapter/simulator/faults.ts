/** What can go wrong with one call. "Saved" means that the work is done although the answer tells nothing. */
export type Fault =
  | { kind: 'dropAfterSaving' }
  | { kind: 'dropBeforeSaving' }
  /** The work is done at once, and the answer comes late. */
  | { kind: 'slow'; ms: number }
  /** A page for a browser, with this HTTP status. */
  | { kind: 'html'; status: number; saved?: boolean }
  /** HTTP 200 without a body. */
  | { kind: 'emptyAnswer'; saved: boolean }
  /** Half of the answer, then the connection dies. */
  | { kind: 'cutOff'; saved: boolean }
  /** `status: false`, with what is given. */
  | {
      kind: 'refusal';
      code?: number | string;
      message?: string;
      validation?: unknown;
      http?: number;
      saved?: boolean;
    }
  /** HTTP 200 with this JSON. */
  | { kind: 'json'; value: unknown; saved?: boolean }
  /** HTTP 429 with these headers. */
  | { kind: 'tooMany'; headers?: Record<string, string> }
  /** The bearer is forgotten, and the call refused: by HTTP 401, or by the code in a body with HTTP 200. */
  | { kind: 'expireToken'; as: 'http' | 401 | 403 };

export interface PlannedFault {
  /** `product/save`, `write` for every one that saves, or `*`. */
  operation: string;
  fault: Fault;
  /** Strikes the n-th call from now on, and only that one. 1, the next call, when nothing else is said. */
  nth?: number;
  /** Strikes each call with this probability instead, until the plan is cleared. */
  probability?: number;
}

/** Every kind once: the compiler sees to it that none is missing. */
const KINDS: Record<Fault['kind'], true> = {
  dropAfterSaving: true,
  dropBeforeSaving: true,
  slow: true,
  html: true,
  emptyAnswer: true,
  cutOff: true,
  refusal: true,
  json: true,
  tooMany: true,
  expireToken: true,
};

export const READS = [
  'department/list',
  'product/list',
  'product/category/list/product',
  'all/product/stock',
  'customer/list',
];
export const WRITES = ['product/save', 'product/category/save', 'product/adjust-stock', 'customer'];
const OPERATIONS = ['*', 'write', 'getaccesstokens', ...READS, ...WRITES];

/** Which calls go wrong, and how. A call counts once the firewall and the limits have let it through. */
export class FaultPlan {
  private planned: (PlannedFault & { seen: number })[] = [];
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** Refuses what could never strike: a plan may come over HTTP. */
  plan(planned: PlannedFault): void {
    if (!(planned.fault.kind in KINDS))
      throw new Error(`No fault ${planned.fault.kind}. There are: ${Object.keys(KINDS).join(', ')}`);
    if (!OPERATIONS.includes(planned.operation))
      throw new Error(`No operation ${planned.operation}. There are: ${OPERATIONS.join(', ')}`);
    this.planned.push({ ...planned, seen: 0 });
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that strikes this call, if any. Every plan counts the call, the first that strikes wins. */
  next(operation: string): Fault | undefined {
    const struck = this.planned.filter((plan) => {
      if (!isMeant(plan.operation, operation)) return false;
      plan.seen += 1;
      if (plan.probability !== undefined) return this.random() < plan.probability;
      return plan.seen === (plan.nth ?? 1);
    });
    this.planned = this.planned.filter((p) => p.probability !== undefined || p.seen < (p.nth ?? 1));
    return struck[0]?.fault;
  }

  pending(): PlannedFault[] {
    return this.planned.map(({ operation, fault, nth, probability }) => ({
      operation,
      fault,
      nth,
      probability,
    }));
  }
}

function isMeant(planned: string, operation: string): boolean {
  return planned === '*' || planned === operation || (planned === 'write' && WRITES.includes(operation));
}

/** Mulberry32: the same seed strikes the same calls, in every run. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
