// What the assertions ask of a page. Everything is about elements of ours: inside .aiarticle, or named aiarticle-*.
(() => {
  const px = (value) => parseFloat(value) || 0;
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    && element.getClientRects().length > 0 && !element.closest(".aiarticle-sr");
  const inside = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.closest(".aiarticle"));
  const name = (element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.tagName.toLowerCase()} class="${element.className}"> ${text}`;
  };

  // Colours: whatever the notation, a canvas knows how it is painted.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#000";
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, two) => {
    const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const canvasColour = () => {
    const mark = document.createElement("i");
    mark.style.cssText = "color: Canvas !important; display: none";
    document.documentElement.append(mark);
    const found = rgba(getComputedStyle(mark).color);
    mark.remove();
    return found;
  };
  const ancestors = (element) => {
    const found = [];
    for (let e = element; e; e = e.parentElement) found.unshift(e);
    return found;
  };
  const ground = (element) => {
    let colour = canvasColour();
    for (const e of ancestors(element)) {
      const style = getComputedStyle(e);
      colour = over(rgba(style.backgroundColor), colour);
      if (style.backgroundImage !== "none" && window.probeGround) colour = rgba(window.probeGround);
    }
    return colour;
  };
  const ink = (element, ground) => {
    const opacity = ancestors(element).reduce((all, e) => all * px(getComputedStyle(e).opacity), 1);
    const [r, g, b, a] = rgba(getComputedStyle(element).color);
    return over([r, g, b, a * opacity], ground);
  };

  // Whether the two colours of an element are the theme's own: outside our box it has the same ones.
  const theirs = (element) => {
    const below = ground(element), colour = ink(element, below);
    const parts = ancestors(element), root = parts.findIndex((e) => e.matches(".aiarticle"));
    let outside = parts[root - 1];
    const added = document.createElement("div");
    outside.append(added);
    outside = added;
    for (const part of parts.slice(root)) {  // what the theme's selectors see: the same elements, ours without classes
      const copy = document.createElement(part.tagName === "DETAILS" || part.tagName === "SUMMARY" ? "div" : part.tagName);
      if (!part.matches("[class*=aiarticle]")) {
        copy.className = part.className;
        if (part.hasAttribute("href")) copy.setAttribute("href", part.getAttribute("href"));
      }
      outside.append(copy);
      outside = copy;
    }
    outside.append("x");
    const there = ground(outside), same = String(ink(outside, there)) === String(colour) && String(there) === String(below);
    added.remove();
    return same;
  };

  window.probe = {
    theirs: (selector) => theirs(document.querySelector(selector)),

    contrast() {
      const results = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const element = text.parentElement;
        if (!text.data.trim() || !element.closest(".aiarticle") || !shown(element)) continue;
        const below = ground(element), colour = ink(element, below);
        results.push({ what: name(element), ratio: ratio(colour, below), theirs: theirs(element) });
      }
      return results;
    },

    targets() {
      return inside("a:is([class*=aiarticle], .reference, :not([class])), summary").filter(shown).map((element) => {
        const box = element.getBoundingClientRect();
        const inline = getComputedStyle(element).display === "inline"
          && (element.closest("p, li, td, dd") || element).textContent.trim().length > element.textContent.trim().length;
        return {
          what: name(element), width: box.width, height: box.height, inline,
          least: element.matches(".aiarticle-product__store, summary") ? 44 : 24,
        };
      });
    },

    // How much wider than the window the page is because of us: with everything of ours out of the way it is narrower.
    // Furo cuts off what is too wide, so that its pages never scroll.
    sideways() {
      const wide = () => document.scrollingElement.scrollWidth;
      const before = wide(), guilty = [];
      for (const root of document.querySelectorAll(".aiarticle")) {
        const style = root.getAttribute("style"), right = before > innerWidth ? 0 : root.getBoundingClientRect().right;
        root.style.setProperty("display", "none", "important");
        if (wide() < before || right > innerWidth + 1) guilty.push(name(root));
        if (style === null) root.removeAttribute("style"); else root.setAttribute("style", style);
      }
      return { checked: document.querySelectorAll(".aiarticle").length, window: innerWidth, width: before, guilty };
    },

    // Words that cannot be broken, wherever an author may write one.
    lengthen() {
      const places = [
        "h1", ".aiarticle-header__deck", ".aiarticle-header__author", ".aiarticle-header__tag", ".aiarticle-summary__title",
        ".aiarticle-summary__body li", ".aiarticle-notice", ".aiarticle-product__label", ".aiarticle-product__name",
        ".aiarticle-product__brand", ".aiarticle-product__reason p", ".aiarticle-product__store", ".aiarticle-products__title",
        ".aiarticle-products__name", ".aiarticle-products__table td",
        ".aiarticle-articles__title a", ".aiarticle-articles__excerpt", ".aiarticle-articles__tag", ".aiarticle-verdict__name",
        ".aiarticle-verdict__mark", ".aiarticle-verdict__body > p", ".aiarticle-pros-cons__points li", ".aiarticle-writers__name",
        ".aiarticle-writers__role", ".aiarticle-series__title", ".aiarticle-series__link", ".aiarticle-related__items a",
        ".aiarticle-neighbours__link", ".aiarticle-terms__item a", ".aiarticle-profile__description", ".aiarticle-note", ".aiarticle-question__name", ".aiarticle-question__answer p",
      ];
      for (const element of document.querySelectorAll(places)) {
        if (!element.matches("h1") || element.closest(".aiarticle")) element.append(" https://example.org/" + "wirbelsäulen".repeat(6));
      }
    },

    // Long words in the text of an article stay in it, and cells of its tables have room for more than a word.
    prose() {
      const guilty = [];
      const texts = [...document.querySelectorAll(".aiarticle-lead ~ p, .aiarticle-lead ~ section p")].filter(shown);
      for (const text of texts.filter((text) => !text.closest(".aiarticle, td, th"))) {
        text.append(" https://example.org/" + "wirbelsäulen".repeat(6));
        if (text.scrollWidth > text.clientWidth + 2) guilty.push(`wide: ${name(text)}`);
      }
      const cells = [...document.querySelectorAll(".aiarticle-lead ~ * td")].filter(shown).filter((cell) => !cell.closest("[class*=aiarticle-products]"));
      for (const cell of cells) {
        if (cell.clientWidth < 4.5 * px(getComputedStyle(cell).fontSize)) guilty.push(`narrow: ${name(cell)}`);
      }
      return { checked: texts.length + cells.length, guilty };
    },

    // Tables of products: columns that are cut off beside them.
    columns: () => [...document.querySelectorAll(".aiarticle-products__table")].filter(shown).map((table) => {
      const frame = table.parentElement.getBoundingClientRect(), cells = [...table.querySelectorAll("th, td, a")];
      const out = cells.map((cell) => [cell, cell.getBoundingClientRect()])
        .filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1).map(([cell]) => cell);
      return { what: name(table), cut: out.map(name) };
    }),

    // Names in tables of products that leave the sight when the table is scrolled, where the ground of the page is known.
    names: () => [...document.querySelectorAll(".aiarticle-products__scroll")].filter(shown).map((frame) => {
      frame.style.scrollBehavior = "auto";
      frame.scrollLeft = frame.scrollWidth;
      const edges = frame.getBoundingClientRect(), known = getComputedStyle(frame).getPropertyValue("--_ground") !== "";
      const boxes = [...frame.querySelectorAll("th:first-child")].map((cell) => cell.getBoundingClientRect());
      frame.scrollLeft = 0;
      return { what: name(frame), stay: !known || boxes.every((box) => box.left > edges.left - 1 && box.right < edges.right + 1) };
    }),

    // How high components are without the author's own words.
    heights() {
      const high = (element) => element.getBoundingClientRect().height;
      const found = [];
      for (const box of [...document.querySelectorAll(".aiarticle-product")].filter(shown)) {
        if (box.parentElement.clientWidth < 160) continue;  // Traditional leaves 60 px of a phone
        const own = [...box.querySelectorAll(".aiarticle-product__reason, .aiarticle-product__name")];
        found.push({ what: name(box), height: high(box) - own.reduce((all, part) => all + high(part), 0), most: 0.8 });
        for (const stores of box.querySelectorAll(".aiarticle-product__stores")) {
          found.push({ what: `the buttons of ${name(box)}`, height: high(stores), most: 0.25 });
        }
      }
      for (const row of [...document.querySelectorAll(".aiarticle-products__table tbody tr")].filter(shown)) {
        const frame = row.closest("table").parentElement;
        if (frame.clientWidth > innerWidth) continue;  // Sphinxdoc is 740 px wide, on a phone too
        if (frame.scrollWidth > frame.clientWidth) found.push({ what: `a row of ${name(row.closest("table"))}`, height: high(row), most: 0.17 });
      }
      for (const image of inside("img").filter(shown)) found.push({ what: image.src, height: high(image), most: 0.62 });
      return found.map(({ what, height, most }) => ({ what, height, most: most * innerHeight }));
    },

    // What lists of articles, reviews and authors promise on a wide screen.
    parts() {
      const found = [], box = (element) => element.getBoundingClientRect();
      const add = (check, element, ok, what) => found.push({ check, ok, what: `${what}: ${name(element)}` });
      for (const list of [...document.querySelectorAll(".aiarticle-articles--cards .aiarticle-articles__items")].filter(shown)) {
        const cards = [...list.children];
        const beside = cards.length < 2 || list.clientWidth < 560 || box(cards[0]).top === box(cards[1]).top;
        add("cards", list, beside, "not beside each other");
        for (const image of list.querySelectorAll("img")) {
          const { width, height } = box(image), frame = box(image.closest(".aiarticle-articles__item"));
          add("cards", image, Math.abs(width / height - 40 / 21) < 0.05, "the cover has another shape");
          add("cards", image, Math.abs(width - frame.width) < 4, "the cover does not fill the card");
          add("cards", image, Math.abs(box(image).top - frame.top) < 4, "a gap is above the cover");
        }
      }
      for (const item of inside("li").filter(shown)) {
        const style = getComputedStyle(item), drawn = style.backgroundImage !== "none";
        add("bullets", item, !drawn || parseFloat(style.paddingInlineStart) > 12, "the theme draws a bullet below the text");
      }
      for (const ring of [...document.querySelectorAll(".aiarticle-verdict__rating")].filter(shown)) {
        add("rating", ring, Math.abs(box(ring).width - box(ring).height) < 1, "no circle");
        const fits = [...ring.children].every((part) => box(part).width < box(ring).width * 0.85);
        add("rating", ring, fits, "the words run over the ring");
      }
      for (const pair of [...document.querySelectorAll(".aiarticle-pros-cons")].filter(shown)) {
        const [pros, cons] = pair.querySelectorAll(".aiarticle-pros-cons__side");
        const narrow = pair.clientWidth < 400 || pair.closest(".aiarticle-verdict");
        add("pros and cons", pair, narrow || box(pros).top === box(cons).top, "not beside each other");
      }
      for (const term of [...document.querySelectorAll(".aiarticle-terms__item")].filter(shown)) {
        add("terms", term, getComputedStyle(term).listStyleType === "none", "a bullet beside the chip");
      }
      for (const face of inside("[class*=__face], .aiarticle-writers__image, .aiarticle-profile__image").filter(shown)) {
        const { width, height } = box(face), round = px(getComputedStyle(face).borderTopLeftRadius) >= 50;
        add("faces", face, round && Math.abs(width - height) < 1, "not round");
      }
      return found;
    },

    // Each row of a comparison is named by its first cell.
    rowHeaders() {
      const isBare = (table) => table.tHead && !table.tHead.rows[0].cells[0].textContent.trim();
      const tables = [...document.querySelectorAll("table")].filter((table) => table.matches(".aiarticle-products__table")
        || (table.matches(".aiarticle-lead ~ * table") && isBare(table)));
      return tables.flatMap((table) => [...table.tBodies].flatMap((body) => [...body.rows])).map((row) => ({
        what: name(row), named: row.cells[0].tagName === "TH" && row.cells[0].scope !== "col",
      }));
    },

    // Its attributes keep the place of a picture while it loads, unless a style takes both away.
    pictures: () => inside("img").map((image) => {
      const style = image.computedStyleMap(), isAuto = (side) => String(style.get(side)) === "auto";
      const named = image.hasAttribute("width") && image.hasAttribute("height");
      return { what: image.src, sized: named && !(isAuto("width") && isAuto("height")) };
    }),

    // How much of the page has moved since it was opened.
    shifts: () => new Promise((resolve) => {
      let sum = 0, what = "";
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
          const parts = shift.sources.map(({ node }) => node?.parentElement?.closest(".aiarticle, .aiarticle ~ *"));
          if (parts.length && parts.every(Boolean)) [sum, what] = [sum + shift.value, name(parts[0])];  // else the theme's
        }
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve({ sum, what }), 100);
    }),

    // What is cut off, or runs out of its box.
    cut() {
      const guilty = [];
      for (const foreign of inside("pre, .highlight, table, .table-wrapper")) {
        if (!foreign.matches("[class*=aiarticle]")) foreign.style.setProperty("display", "none", "important");
      }
      for (const heading of inside(":is(h1, h2, h3, h4, h5, h6)")) {  // Furo's stand out on both sides
        heading.style.setProperty("margin-inline", "0", "important");
      }
      const all = inside("*").filter(shown);
      for (const element of all) {
        if (element.matches(".aiarticle-sr, pre, pre *, svg, svg *, img, .highlight, .highlight *, mjx-container *")) continue;
        const style = getComputedStyle(element);
        if (style.display === "inline" || style.display.startsWith("table")) continue;
        if (element.closest(".aiarticle").parentElement.clientWidth < 160) continue;  // Traditional leaves 60 px of a phone
        const scrolls = /auto|scroll/.test(style.overflowX);
        if (!scrolls && element.scrollWidth > element.clientWidth + 2 && element.clientWidth) guilty.push(`wide: ${name(element)}`);
        if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2) guilty.push(`cut: ${name(element)}`);
      }
      return { checked: all.length, guilty };
    },

    enlarge() {
      for (const root of document.querySelectorAll(".aiarticle")) {
        if (!root.parentElement.closest(".aiarticle")) root.style.fontSize = `${2 * px(getComputedStyle(root).fontSize)}px`;
      }
    },

    focusable: () => inside("a[href], summary, [tabindex='0']").filter(shown).map((element, index) => {
      element.dataset.probe = String(index);
      return name(element);
    }),
    focused() {
      const element = document.activeElement;
      if (!element || !element.dataset.probe) return null;
      const style = getComputedStyle(element), outline = style.outlineStyle !== "none" && px(style.outlineWidth) >= 2;
      element.scrollIntoView({ block: "nearest", behavior: "instant" });  // some themes glide
      const box = element.getBoundingClientRect();
      const there = document.elementFromPoint(box.left + Math.min(box.width, 20) / 2, box.top + box.height / 2);
      const ring = rgba(style.outlineColor), below = ground(element.parentElement);
      return {
        index: Number(element.dataset.probe), what: name(element), outline,
        contrast: ratio(over(ring, below), below), halo: style.boxShadow !== "none",
        covered: !(there && (element.contains(there) || there.contains(element))),
      };
    },

    still: () => inside(":not(.highlight *, button *)").map((element) => {
      const style = getComputedStyle(element);
      const runs = style.animationName !== "none" && style.animationTimeline === "auto";  // others follow the reader
      return { what: name(element), moves: style.transitionDuration.split(",").some((d) => px(d) > 0.01) || runs };
    }),

    forced() {
      const edge = (element, part) => {
        const style = getComputedStyle(element, part);
        const sides = ["Top", "Right", "Bottom", "Left"].filter((side) =>
          px(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none"
          && String(rgba(style[`border${side}Color`])) !== String(over(rgba(style.backgroundColor), canvasColour()))
          && rgba(style[`border${side}Color`])[3] > 0.5);
        return { what: `${name(element)} ${part || ""}`, sides: sides.length };
      };
      return [
        ...[...document.querySelectorAll(".aiarticle-product__store, .aiarticle-product__label, .aiarticle-header__tag, .aiarticle-articles__tag a, "
          + ".aiarticle-terms__item, .aiarticle-verdict__mark")].filter(shown).map((e) => edge(e)),
        ...[...document.querySelectorAll(".aiarticle-summary, .aiarticle-product")].filter(shown).map((e) => edge(e)),
        ...[...document.querySelectorAll("summary.aiarticle-question__summary")].filter(shown).map((e) => edge(e, "::after")),
      ];
    },

    print: () => ({
      answers: [...document.querySelectorAll("details.aiarticle")].map((element) => {
        const answer = element.querySelector(".aiarticle-question__answer");
        return { what: name(element), height: answer.checkVisibility() ? answer.getBoundingClientRect().height : 0 };
      }),
      links: inside("a[href^=http]").filter(shown).map((element) => {
        const same = [...element.closest(".aiarticle").querySelectorAll("a")].filter((other) => other.href === element.href);
        const prints = (link) => getComputedStyle(link, "::after").content.includes(link.getAttribute("href").slice(0, 60));
        return { what: name(element), printed: same.some(prints) };
      }),
    }),

    accordion: () => [...document.querySelectorAll("details.aiarticle")].map((element) => {
      const answer = element.querySelector(".aiarticle-question__answer");
      const text = answer.querySelector("p:not(.aiarticle-question__permalink)").textContent.trim();
      return { id: answer.id, text, links: probe.linksTo(answer.id).length };
    }),
    linksTo: (id) => [...document.querySelectorAll(`a[href$="#${id}"]`)].filter((link) => !link.closest(".aiarticle")),
    shown: () => [...document.querySelectorAll("[class*=aiarticle]")].filter((e) => e.checkVisibility()).length,
    scripts: () => [...document.querySelectorAll("script[type='application/ld+json']")].map((script) => script.text),
    opened: () => [...document.querySelectorAll("details.aiarticle[open] > .aiarticle-question__answer")].map((e) => e.id),
    seen(id) {
      const question = document.getElementById(id).closest("details").querySelector("summary");
      const box = question.getBoundingClientRect();
      const there = document.elementFromPoint(box.left + 10, box.top + box.height / 2);
      return Boolean(there && question.contains(there));
    },

    rtl() {
      const results = [], add = (what, ok) => results.push({ what, ok });
      for (const box of document.querySelectorAll(".aiarticle-summary")) {
        const style = getComputedStyle(box);
        add("the bar of a summary is on the right", px(style.borderRightWidth) > px(style.borderLeftWidth));
      }
      for (const box of document.querySelectorAll(".aiarticle-product")) {
        const image = box.querySelector("img");
        if (image) {
          const whole = box.getBoundingClientRect(), part = image.getBoundingClientRect();
          add("the picture of a product is on the right", part.left - whole.left >= whole.right - part.right - 2);
        }
      }
      for (const summary of document.querySelectorAll(".aiarticle-question__summary")) {
        const after = getComputedStyle(summary, "::after");
        add("the sign of an accordion is on the left", px(after.left) < px(after.right));
      }
      for (const text of inside(".aiarticle-summary__title, .aiarticle-product__name, .aiarticle-question__summary, .aiarticle-header__item")) {
        const style = getComputedStyle(text);
        add(`text starts on the right: ${name(text)}`, style.direction === "rtl" && /^(start|right)$/.test(style.textAlign));
      }
      return results;
    },
  };
})();
