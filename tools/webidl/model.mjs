// From the IDL files to one list of interfaces as a page's Window sees them: partials and mixins merged, what is not exposed left out.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Definitions of every kind by name; `folder` is npm's @webref/idl.
export function readDefinitions(folder) {
    const webidl2 = createRequire(import.meta.url)('webidl2');
    const all = [];
    for (const file of readdirSync(folder).sort()) {
        if (file.endsWith('.idl')) all.push(...webidl2.parse(readFileSync(join(folder, file), 'utf8')));
    }
    return all;
}

export function attribute(item, name) {
    return item.extAttrs?.find((one) => one.name === name);
}

function isExposed(item) {
    const exposed = attribute(item, 'Exposed');
    if (!exposed) return undefined;
    if (exposed.rhs.type === '*') return true;
    const names = exposed.rhs.type === 'identifier' ? [exposed.rhs.value] : exposed.rhs.value.map((one) => one.value);
    return names.includes('Window');
}

// {interfaces, types}: interfaces by name as {name, parent, members, isNamespace, attributes}; types by name for what attributes refer to.
export function makeModel(definitions) {
    const interfaces = new Map(), mixins = new Map(), types = new Map(), partials = [], includes = [];
    for (const one of definitions) {
        const isHome = one.type === 'interface' || one.type === 'namespace';
        if (one.type === 'includes') includes.push(one);
        else if (one.partial || (isHome && interfaces.has(one.name))) partials.push(one);
        else if (isHome) {
            const exposed = isExposed(one) && !attribute(one, 'LegacyNoInterfaceObject') && !attribute(one, 'LegacyNamespace');
            interfaces.set(one.name, {
                name: one.name, parent: one.inheritance, members: [...one.members], isNamespace: one.type === 'namespace',
                isExposed: Boolean(exposed), extAttrs: one.extAttrs,
            });
        } else if (one.type === 'interface mixin') mixins.set(one.name, { members: [...one.members], extAttrs: one.extAttrs });
        else types.set(one.name, one);
    }
    for (const part of partials) {
        const home = part.type === 'interface mixin' ? mixins.get(part.name) : interfaces.get(part.name);
        if (home && isExposed(part) !== false) home.members.push(...part.members);
    }
    for (const one of includes) {
        const home = interfaces.get(one.target), mixin = mixins.get(one.includes);
        if (home && mixin && isExposed(mixin) !== false) home.members.push(...mixin.members);
    }
    for (const one of interfaces.values()) one.members = one.members.filter((member) => isExposed(member) !== false);
    return { interfaces, types };
}
