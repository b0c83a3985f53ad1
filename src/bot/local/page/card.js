/* Drawing an Adaptive Card with Microsoft’s renderer. Colours are the page’s own variables, so light and dark need one configuration. */

const colour = (name) => ({ default: `var(--${name})`, subtle: 'var(--quiet)' });
const foregroundColors = {
  default: colour('ink'),
  dark: colour('ink'),
  light: colour('ink'),
  accent: colour('accent'),
  good: colour('good'),
  warning: colour('mine-ink'),
  attention: { default: 'var(--danger)', subtle: 'var(--danger)' },
};
const style = (background, border) => ({ backgroundColor: `var(--${background})`, borderColor: `var(--${border})`, foregroundColors });

const HOST = {
  fontFamily: 'inherit',
  fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
  lineHeights: { small: 21, default: 24, medium: 27, large: 30, extraLarge: 34 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  spacing: { small: 6, default: 10, medium: 16, large: 22, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  supportsInteractivity: true,
  containerStyles: {
    default: { backgroundColor: 'transparent', borderColor: 'var(--line)', foregroundColors },
    emphasis: style('clause', 'line'),
    attention: style('danger-ground', 'danger'),
    accent: style('clause', 'line'),
    good: style('clause', 'line'),
    warning: style('mine-ground', 'mine-line'),
  },
  actions: {
    maxActions: 100,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder' },
  },
  textBlock: { headingLevel: 3 },
};

/**
 * Draws a card. `act` is called with the action when one of its buttons is used.
 * @returns the element and the card, whose inputs can be asked
 */
export function drawCard(json, act) {
  const { AdaptiveCard, GlobalSettings, HostConfig, TextColor } = globalThis.AdaptiveCards;
  GlobalSettings.setTabIndexAtCardRoot = false;
  // Without a processor the renderer shows text as it is; this one says so, or it warns of it on the console.
  AdaptiveCard.onProcessMarkdown = () => undefined;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(HOST);
  // The renderer forgets this one when it reads a configuration.
  Object.assign(card.hostConfig.inputs.label.requiredInputs, { suffix: ' (needed)', suffixColor: TextColor.Default });
  card.onExecuteAction = act;
  // Teams puts the buttons after the sixth in a menu; this page has room for all of them.
  card.parse({ ...json, actions: json.actions?.map((action) => ({ ...action, mode: 'primary' })) });
  return { card, drawn: card.render() };
}
