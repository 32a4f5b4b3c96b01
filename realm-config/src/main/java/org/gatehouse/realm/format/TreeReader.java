package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes of parsed YAML what is laid out: units that know their comments, in the order of the schema. */
final class TreeReader {

    /** Editors read it in the first line only. */
    private static final String FOR_EDITORS = "# yaml-language-server:";

    private final Source source;
    private final List<Unit> units = new ArrayList<>(); // an entry before what is in it

    private TreeReader(Source source) {
        this.source = source;
    }

    static Group read(Source source, KeyOrder order) {
        TreeReader reader = new TreeReader(source);
        Group root = reader.group((CollectionNode<?>) source.root(), null, order);
        reader.keepEmptyLines();
        new CommentPlaces(source, root, reader.units).attachAll();
        separateHeader(root);
        sort(root);
        return root;
    }

    private Group group(CollectionNode<?> node, @Nullable Unit owner, KeyOrder order) {
        boolean flow = node.getFlowStyle() == FlowStyle.FLOW;
        Group group = new Group(node instanceof MappingNode, flow, owner, Source.start(node));
        group.column = source.column(group.start);
        group.end = group.start;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> addEntry(group, tuple, order));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> addItem(group, item, order.ofItems()));
        }
        group.end = flow ? source.end(node) : group.end;
        return group;
    }

    private void addEntry(Group group, NodeTuple tuple, KeyOrder order) {
        Node key = tuple.getKeyNode();
        String name = ((ScalarNode) key).getValue();
        Unit unit = new Unit(source.written(Source.start(key), source.end(key)), group, Source.start(key));
        unit.rank = order.rank(name);
        add(group, unit, tuple.getValueNode(), order.under(name));
    }

    private void addItem(Group group, Node item, KeyOrder order) {
        int start = group.flow ? Source.start(item) : source.dashFrom(group.end);
        add(group, new Unit(null, group, start), item, order);
    }

    private void add(Group group, Unit unit, Node value, KeyOrder order) {
        group.units.add(unit);
        units.add(unit);
        unit.valueStart = Source.start(value);
        if (value instanceof CollectionNode<?> collection) {
            unit.group = group(collection, unit, order);
            unit.end = unit.group.end;
        } else {
            unit.end = source.end(value);
            unit.scalar = source.written(unit.valueStart, unit.end);
        }
        group.end = unit.end;
    }

    private void keepEmptyLines() {
        for (Unit unit : units) {
            if (source.startsLine(unit.start) && source.isBlank(source.line(unit.start) - 1)) {
                unit.above.add("");
            }
        }
    }

    /** What is above the first entry and apart from it is about the file. */
    private static void separateHeader(Group root) {
        if (!root.units.isEmpty()) {
            List<String> above = root.units.get(0).above;
            boolean editor = !above.isEmpty() && above.get(0).startsWith(FOR_EDITORS);
            List<String> header = above.subList(0, Math.max(above.lastIndexOf("") + 1, editor ? 1 : 0));
            root.header.addAll(header);
            header.clear();
        }
    }

    private static void sort(Group group) {
        group.units.sort(Comparator.comparingInt(unit -> unit.rank)); // stable: items stay where they are
        for (Unit unit : group.units) {
            if (unit.group != null) {
                sort(unit.group);
            }
        }
    }
}
