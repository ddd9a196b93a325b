export async function memoryBench(): Promise<boolean> {
	return true;
}
