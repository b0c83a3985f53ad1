/**
 * Does a piece of work while a timer asks for a turn every millisecond.
 * @returns the most milliseconds of processor time that this thread spent between two turns: how long everybody else was held up. Time on
 *   the clock would count what other programs on the machine do.
 */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  let longest = 0;
  const look = () => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  try {
    await work();
  } finally {
    look();
    clearInterval(timer);
  }
  return longest;
}
