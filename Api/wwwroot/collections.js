// The dialog that manages collections: create one, look at one, give and take aliases, delete one.
import { createCollection, deleteCollection, readCollections, removeAlias, setAlias } from "./api.js";
import { dateText } from "./days.js";
import { announce, button, byId, counted, element, sizeText } from "./dom.js";
import { wordsFor } from "./words.js";

export class Collections {
  #dialog = byId("collections");
  #actions;

  /** `actions`: changed(), choose(name), create(name). */
  constructor(actions) {
    this.#actions = actions;
    byId("collections-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#create(byId("collections-name"));
    });
    byId("collections-close").addEventListener("click", () => this.#dialog.close());
  }

  async open({ toCreate = false } = {}) {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#wrong("");
    await this.#refresh();
    if (toCreate) byId("collections-name").focus();
  }

  async #refresh() {
    try {
      this.#show(await readCollections());
    } catch (error) {
      this.#wrong(wordsFor(error).text);
    }
  }

  #show(collections) {
    const opened = new Set([...byId("collections-list").querySelectorAll("details[open]")].map(one => one.dataset.name));
    byId("collections-list").replaceChildren(...collections.map(collection => this.#entry(collection, opened.has(collection.name))));
    byId("collections-none").hidden = collections.length > 0;
  }

  #entry(collection, isOpen) {
    const item = element("li");
    const details = element("details");
    details.open = isOpen;
    details.dataset.name = collection.name;
    const summary = element("summary");
    summary.append(element("b", "", collection.name), element("span", "soft", counted(collection.images, "picture")));
    details.append(summary, this.#facts(collection), this.#aliases(collection), this.#buttons(collection));
    item.append(details);
    return item;
  }

  #facts(collection) {
    const facts = element("dl");
    const rows = [
      ["Model", collection.model],
      ["Originals", collection.bytes === null ? "not counted" : sizeText(collection.bytes)],
      ["Created", dateText(collection.created)],
      ["Changed", dateText(collection.changed)],
    ];
    facts.append(...rows.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
    return facts;
  }

  #aliases(collection) {
    const form = element("form", "alias");
    const list = element("ul", "chips");
    list.append(...collection.aliases.map(alias => {
      const item = element("li", "chip", alias);
      const rename = button("Rename", () => this.#rename(collection, alias, item), "link");
      const remove = button("×", () => this.#do(() => removeAlias(collection.name, alias), `${alias} removed`), "link");
      rename.ariaLabel = `Rename the alias ${alias}`;
      remove.ariaLabel = `Remove the alias ${alias}`;
      item.append(rename, remove);
      return item;
    }));
    const input = nameInput("Another name for it", "New alias");
    form.append(list, input, submit("Add alias"));
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.#do(() => setAlias(collection.name, input.value.trim()), `${input.value} added`);
    });
    return form;
  }

  #rename(collection, alias, item) {
    const form = element("form", "alias");
    const input = nameInput("New name", `New name for the alias ${alias}`);
    input.value = alias;
    form.append(input, submit("Rename"));
    form.addEventListener("submit", event => {
      event.preventDefault();
      const name = input.value.trim();
      if (name === alias) return this.#refresh();

      // The new one comes first, so that the collection is never without a name that others use.
      this.#do(async () => {
        await setAlias(collection.name, name);
        await removeAlias(collection.name, alias);
      }, `${alias} is now ${name}`);
    });
    item.replaceChildren(form);
    input.select();
  }

  #buttons(collection) {
    const row = element("p", "choices");
    row.append(
      button("Show", () => {
        this.#dialog.close();
        this.#actions.choose(collection.name);
      }),
      button("Delete…", () => row.replaceWith(this.#deletion(collection)), "quiet wrong-action"));
    return row;
  }

  #deletion(collection) {
    const form = element("form", "deletion");
    const loss = `This deletes ${collection.name} with ${counted(collection.images, "picture")}, for good.`;
    const label = element("label", "", `${loss} Type its name to confirm:`);
    const input = nameInput("", "");
    input.removeAttribute("aria-label");
    input.removeAttribute("pattern");
    const confirm = submit("Delete");
    confirm.className = "danger";
    confirm.disabled = true;
    label.append(input);
    input.addEventListener("input", () => (confirm.disabled = input.value !== collection.name));
    const row = element("p", "choices");
    row.append(button("Keep it", () => this.#refresh()), confirm);
    form.append(label, row);
    form.addEventListener("submit", event => {
      event.preventDefault();
      if (input.value === collection.name) this.#do(() => deleteCollection(collection.name), `${collection.name} deleted`);
    });
    setTimeout(() => input.focus());
    return form;
  }

  async #create(input) {
    const name = input.value.trim();
    if (await this.#do(() => createCollection(name), `${name} created`)) {
      input.value = "";
      this.#dialog.close();
      this.#actions.create(name);
    }
  }

  async #do(change, done) {
    this.#wrong("");
    try {
      await change();
    } catch (error) {
      this.#wrong(wordsFor(error).text);
      return false;
    }

    announce(done);
    await this.#refresh();
    await this.#actions.changed();
    return true;
  }

  #wrong(text) {
    byId("collections-wrong").textContent = text;
  }
}

function nameInput(placeholder, label) {
  const input = element("input");
  Object.assign(input, { required: true, maxLength: 64, placeholder, pattern: "[a-z0-9][a-z0-9_\\-]*", autocomplete: "off", spellcheck: false });
  input.title = "Small letters, digits, hyphens and underscores";
  input.setAttribute("autocapitalize", "none");
  input.ariaLabel = label;
  return input;
}

function submit(text) {
  const made = element("button", "quiet", text);
  made.type = "submit";
  return made;
}
