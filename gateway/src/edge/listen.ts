/** Listens on every address of the machine; where it has no IPv6, on its IPv4 addresses. */
export async function onEveryAddress<Listening>(listen: (host: string) => Promise<Listening>): Promise<Listening> {
  try {
    return await listen('::');
  } catch (error) {
    if ((error as { code?: string }).code !== 'EAFNOSUPPORT') throw error;
    return listen('0.0.0.0');
  }
}
