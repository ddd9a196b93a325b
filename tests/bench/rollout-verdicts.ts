// How often the verdict on a roll-out errs, looked at once and on every day: `node tests/bench/rollout-verdicts.ts [FLEETS]`.
import { judgedFleet } from '#lib/domain/rollout-fleets.fixture.ts';

const fleets = Number(process.argv[2] ?? 200);

for (const harm of [0, 0.005, 0.01, 0.02]) {
	const verdicts = { everWorse: 0, everSafe: 0, lastWorse: 0, lastSafe: 0, covered: 0 };
	const looksUntilWorse: number[] = [];
	for (let seed = 0; seed < fleets; seed++) {
		const days = judgedFleet(seed + harm * 1_000_000, harm, 'daily');
		const firstWorse = days.findIndex(({ verdict }) => verdict === 'worse');
		verdicts.everWorse += Number(firstWorse >= 0);
		verdicts.everSafe += Number(days.some(({ verdict }) => verdict === 'safe'));
		verdicts.lastWorse += Number(days.at(-1)?.verdict === 'worse');
		verdicts.lastSafe += Number(days.at(-1)?.verdict === 'safe');
		verdicts.covered += Number(days.every(({ look }) => look.low <= harm && look.high >= harm));
		if (firstWorse >= 0) looksUntilWorse.push(firstWorse + 1);
	}
	const median = looksUntilWorse.toSorted((a, b) => a - b)[Math.floor(looksUntilWorse.length / 2)];
	console.log(JSON.stringify({ harm, fleets, ...verdicts, medianDayOfWorse: median ?? null }));
}
