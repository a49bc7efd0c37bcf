/** The little of a document that a page is built with; `linkedom` has all of it, and no browser is needed. */
export interface PageElement {
  textContent: string | null;
  append(...children: readonly (PageElement | string)[]): void;
  prepend(...children: readonly (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
}

export interface PageDocument {
  readonly head: PageElement;
  readonly body: PageElement;
  createElement(name: string): PageElement;
  createElementNS(namespace: string, name: string): PageElement;
}

/** Makes an element with its attributes and children; a text becomes a text node, whatever it looks like. */
export type Make = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (PageElement | string | undefined)[]
) => PageElement;

export function maker(document: PageDocument): Make {
  return (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== undefined));
    return element;
  };
}
