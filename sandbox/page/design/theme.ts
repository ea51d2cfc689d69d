export const themes = ["system", "light", "dark"] as const;

export type Theme = (typeof themes)[number];

const KEPT_AS = "theme";

export function keptTheme(): Theme {
  const kept = localStorage.getItem(KEPT_AS);
  return themes.find((theme) => theme === kept) ?? "system";
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEPT_AS, theme);
  showKeptTheme();
}

/** Before the first drawing, so that nothing flashes. */
export function showKeptTheme(): void {
  document.documentElement.dataset.theme = keptTheme();
}
