import { type Lane, Simulation } from './schedule-simulation.builder.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Sixty days with the night in it in which summer time begins. */
const FROM = Date.parse('2027-02-20T00:00:00Z');

function simulate(changed: Partial<ConstructorParameters<typeof Simulation>[0]> = {}) {
  const runs = new Map<Lane, { at: number; outcome: string }[]>();
  const restarted = new Set<Lane>();
  const unseen: number[] = [];
  const simulation = new Simulation(
    {
      departments: 100,
      from: FROM,
      days: 60,
      seed: 4,
      outages: [],
      failing: 0,
      lost: 0,
      refused: 0,
      unfinished: 0,
      ...changed,
    },
    {
      woke: (lane, at, outcome) => {
        if (outcome === 'put off') return;
        const own = runs.get(lane) ?? [];
        own.push({ at, outcome });
        runs.set(lane, own);
      },
      found: (_, at, lostAt) => unseen.push(at - lostAt),
      restarted: (lane) => restarted.add(lane),
    },
  );
  const lanes = simulation.run();
  return { lanes, runs, restarted, unseen };
}
/** Hours between the successful runs of one. */
const gaps = (runs: { at: number; outcome: string }[] = []) => {
  const good = runs.filter(({ outcome }) => outcome === 'done');
  return good.slice(1).map(({ at }, index) => (at - good[index]!.at) / HOUR);
};

describe('sixty days of a hundred departments', () => {
  const allWell = simulate();

  it('have a Z-report run a day each where all goes well', () => {
    const { lanes, runs } = allWell;
    for (const lane of lanes.filter(({ kind }) => kind === 'z-report')) {
      expect(Math.abs(runs.get(lane)!.length - 60)).toBeLessThanOrEqual(2);
      // The first night comes soon after the first run; from then on it is a day each time.
      expect(Math.max(...gaps(runs.get(lane)))).toBeLessThanOrEqual(29);
    }
  });

  it('make the quiet ones rare, and none rarer than a week', () => {
    const { lanes, runs } = allWell;
    const rarest = lanes
      .filter(({ kind }) => kind !== 'z-report')
      .map((lane) => Math.max(...gaps(runs.get(lane))));
    expect(Math.max(...rarest)).toBeGreaterThan(2 * 24);
    expect(Math.max(...rarest)).toBeLessThanOrEqual(7 * 24 + 5);
  });

  it('find what nobody pushed within a day or so', () => {
    const { unseen } = simulate({ lost: 0.02 });
    expect(unseen.length).toBeGreaterThan(50);
    expect(Math.max(...unseen)).toBeLessThanOrEqual(29 * HOUR);
  });

  it('are all well again four hours after six in which every call failed', () => {
    const from = Date.parse('2027-03-28T00:00:00+01:00');
    const to = from + 6 * HOUR;
    const { lanes, runs } = simulate({ outages: [{ from, to, told: false }] });
    const hit = lanes.filter((lane) => runs.get(lane)?.some(({ outcome }) => outcome === 'failed'));
    expect(hit.length).toBeGreaterThan(50);
    for (const lane of hit)
      expect(
        runs.get(lane)!.find(({ at, outcome }) => at > to && outcome === 'done')!.at - to,
      ).toBeLessThanOrEqual(4 * HOUR);
  });

  it('do not call once while the ERP says that it is closed, and all within the hour after', () => {
    const from = Date.parse('2027-03-28T00:00:00+01:00');
    const to = from + 6 * HOUR;
    const { runs } = simulate({ outages: [{ from, to, told: true }] });
    const all = [...runs.values()].flat();
    expect(all.filter(({ at }) => at >= from && at < to)).toEqual([]);
    expect(all.filter(({ at }) => at >= to && at < to + HOUR).length).toBeGreaterThan(50);
  });

  it('stop at a refused login, and start when the connection is saved again', () => {
    const { runs, restarted } = simulate({ refused: 0.01 });
    expect(restarted.size).toBeGreaterThan(50);
    const [lane] = restarted;
    const own = runs.get(lane!)!;
    for (const [index, { at, outcome }] of own.entries())
      if (outcome === 'refused' && own[index + 1])
        expect(own[index + 1]!.at - at).toBeGreaterThanOrEqual(DAY);
  });
});
