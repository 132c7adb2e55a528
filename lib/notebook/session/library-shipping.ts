import type { MimeBundle } from '../display/notebook-host.ts';
import { libraryOf, withLibrary, withoutLibrary } from '../display/packed-library.ts';

/**
 * Which outputs of one execution bring a library to the page: the first that needs it. So every cell can be
 * run again or cleared by itself, and a chart that is updated many times sends its library twice at most.
 */
export class LibraryShipping {
  /** By library, the display that brought it. */
  private readonly shipped = new Map<string, string | undefined>();
  /** Displays that brought a library and were then replaced by something without it. */
  private readonly stripped = new Map<string, MimeBundle>();

  /** The bundle as it goes out. `id` is that of its display, if it can be replaced. */
  pack(bundle: MimeBundle, id?: string): MimeBundle {
    const library = libraryOf(bundle);
    const isShipper = id !== undefined && [...this.shipped.values()].includes(id);
    if (isShipper) this.stripped.set(id, bundle);
    if (library === undefined) return bundle;
    if (this.shipped.has(library)) return withoutLibrary(bundle);
    this.shipped.set(library, id);
    return withLibrary(bundle);
  }

  /** At the end: what those displays show in the end, with the library, for the notebook that is saved. */
  rest(): { readonly id: string; readonly bundle: MimeBundle }[] {
    const rest = [...this.stripped].map(([id, bundle]) => ({ id, bundle: withLibrary(bundle) }));
    this.stripped.clear();
    return rest;
  }
}
