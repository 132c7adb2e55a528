import { useEffect, useState } from 'preact/hooks';

/** Whether the page is dark now, by its own choice or the system's. */
export function useDark(): boolean {
  const [isDark, setDark] = useState(isPageDark);
  useEffect(() => {
    const look = (): void => setDark(isPageDark());
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', look);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      system.removeEventListener('change', look);
      observer.disconnect();
    };
  }, []);
  return isDark;
}

function isPageDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
