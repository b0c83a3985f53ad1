/* Run in the page: text whose contrast with what is behind it falls short of WCAG AA, with its ratio. */
(() => {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const ground = (from) => {
    for (let at = from; at !== null; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = (at) => [...at.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim() !== '');
  const texts = [...document.querySelectorAll('body *')].filter((at) => at.checkVisibility() && hasText(at));
  return {
    looked: texts.length,
    poor: texts.flatMap((at) => {
      const style = getComputedStyle(at);
      const [a, b] = [light(parts(style.color)), light(ground(at))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const enough = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      return ratio >= enough ? [] : [`${ratio.toFixed(2)} ${at.textContent.trim().slice(0, 40)}`];
    }),
  };
})();
