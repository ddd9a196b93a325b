/** The strokes of a sparkline; null values break the line, and a point between two gaps is drawn as a dot. */
export type SparklineStrokes = { lines: string[]; dots: { x: number; y: number }[] };

export function sparklineStrokes(
	values: readonly (number | null)[],
	size: { width: number; height: number }
): SparklineStrokes {
	const known = values.filter((value) => value !== null);
	const max = Math.max(...known, 0);
	const min = Math.min(...known, 0);
	const step = values.length > 1 ? size.width / (values.length - 1) : 0;
	const place = (value: number, index: number) => ({
		x: round(values.length > 1 ? index * step : size.width / 2),
		y: round(max === min ? size.height : size.height - ((value - min) / (max - min)) * size.height)
	});
	const strokes: SparklineStrokes = { lines: [], dots: [] };
	let run: { x: number; y: number }[] = [];
	const endRun = () => {
		const [first] = run;
		if (run.length === 1 && first) strokes.dots.push(first);
		if (run.length > 1) strokes.lines.push(`M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`);
		run = [];
	};
	values.forEach((value, index) => {
		if (value === null) endRun();
		else run.push(place(value, index));
	});
	endRun();
	return strokes;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
