/** The page's own colours (`clients/ui/style/theme.css`), around it and where it is not. */
export interface Look {
  paper: string;
  ink: string;
  action: string;
  onAction: string;
}

export const LOOKS: Record<'light' | 'dark', Look> = {
  light: { paper: '#ffffff', ink: '#1a1a1a', action: '#0017c1', onAction: '#ffffff' },
  dark: { paper: '#1a1a1a', ink: '#f2f2f2', action: '#9db7f9', onAction: '#000060' },
};
