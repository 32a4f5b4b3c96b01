package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes units down: two spaces for each level, on one line what was on one line and fits. */
final class Layout {

    private static final int WIDEST = 120;

    private static final int STEP = 2;

    private final List<String> lines = new ArrayList<>();

    private Layout() {}

    static String of(Group root) {
        Layout layout = new Layout();
        layout.addAbove(root.header, 0, true);
        layout.addUnits(root, 0);
        return layout.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void addUnits(Group group, int indent) {
        for (int index = 0; index < group.units.size(); index++) {
            Unit unit = group.units.get(index);
            boolean first = index == 0 && (lines.isEmpty() || group.owner != null);
            addUnit(unit, indent, first);
        }
        addAbove(group.below, indent, false);
    }

    private void addUnit(Unit unit, int indent, boolean first) {
        addAbove(above(unit, indent), indent, first);
        Group group = unit.group;
        if (group == null) {
            addScalar(unit, indent);
        } else if (isOnOneLine(unit, indent)) {
            lines.add(" ".repeat(indent) + head(unit) + " " + brackets(group) + beside(unit));
        } else if (unit.key != null) {
            lines.add(" ".repeat(indent) + head(unit) + beside(unit));
            addUnits(group, indent + STEP);
        } else {
            addItem(group, indent);
        }
    }

    /** The dash stands on the first line of what is in the item. */
    private void addItem(Group group, int indent) {
        int first = lines.size();
        addUnits(group, indent + STEP);
        lines.set(first, " ".repeat(indent) + "- " + lines.get(first).substring(indent + STEP));
    }

    /** Comments above the first thing in an item stand above its dash, and those that find no room beside it too. */
    private static List<String> above(Unit unit, int indent) {
        List<String> above = new ArrayList<>(unit.above);
        boolean roomBeside = unit.key != null || unit.group == null || isOnOneLine(unit, indent);
        above.addAll(unit.beside.subList(roomBeside ? Math.min(1, unit.beside.size()) : 0, unit.beside.size()));
        if (!roomBeside && unit.group != null) {
            Unit first = unit.group.units.get(0);
            first.above.stream().filter(line -> !line.isEmpty()).forEach(above::add);
            first.above.clear();
        }
        return above;
    }

    /** No empty line comes first, neither in the file nor in a group, and no two come together. */
    private void addAbove(List<String> above, int indent, boolean first) {
        boolean nothingYet = first;
        for (String line : above) {
            if (!line.isEmpty()) {
                lines.add(" ".repeat(indent) + line);
                nothingYet = false;
            } else if (!nothingYet
                    && !lines.isEmpty()
                    && !lines.get(lines.size() - 1).isEmpty()) {
                lines.add("");
            }
        }
    }

    private void addScalar(Unit unit, int indent) {
        List<String> written = unit.scalar.lines().toList();
        boolean block = unit.scalar.startsWith("|") || unit.scalar.startsWith(">");
        List<String> more = ScalarLines.after(written, block, indent + STEP);
        String start = " ".repeat(indent) + head(unit) + " " + written.get(0);
        if (more.isEmpty()) {
            lines.add(start + beside(unit));
        } else {
            lines.add(start);
            lines.addAll(more);
            String last = lines.get(lines.size() - 1);
            lines.set(lines.size() - 1, block ? last : last + beside(unit));
        }
    }

    private static String head(Unit unit) {
        return unit.key == null ? "-" : unit.key + ":";
    }

    private static String beside(Unit unit) {
        return unit.beside.isEmpty() ? "" : "  " + unit.beside.get(0);
    }

    private static boolean isOnOneLine(Unit unit, int indent) {
        Group group = unit.group;
        return group != null
                && (group.flow || group.units.isEmpty())
                && isPlain(group)
                && indent + head(unit).length() + 1 + brackets(group).length() <= WIDEST;
    }

    /** Whether nothing in it needs a line of its own. */
    private static boolean isPlain(Group group) {
        return group.below.isEmpty()
                && group.units.stream()
                        .allMatch(unit -> unit.beside.isEmpty()
                                && unit.above.stream().allMatch(String::isEmpty)
                                && unit.scalar.indexOf('\n') < 0
                                && (unit.group == null || isPlain(unit.group)));
    }

    private static String brackets(Group group) {
        String inside = group.units.stream().map(Layout::inBrackets).collect(Collectors.joining(", "));
        return group.mapping ? "{" + inside + "}" : "[" + inside + "]";
    }

    private static String inBrackets(Unit unit) {
        String value = unit.group == null ? unit.scalar : brackets(unit.group);
        return unit.key == null ? value : unit.key + ": " + value;
    }
}
