package org.gatehouse.server.retention;

import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.ApprovableChange;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A shorter time to keep entries, once a second person agrees. */
@Component
class ShortenRetention implements ApprovableChange {

    static final String KIND = "retention.shorten";

    private final ObjectProvider<TrailRetention> retention; // which itself asks for approvals

    ShortenRetention(ObjectProvider<TrailRetention> retention) {
        this.retention = retention;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.AUDIT_RETAIN;
    }

    @Override
    public Party target(Realm realm, Map<String, String> change) {
        return Party.realm(realm.name());
    }

    @Override
    public Map<String, String> facts(Map<String, String> change) {
        return change;
    }

    @Override
    public void apply(Map<String, String> change, Actor approver) {
        Category category = Category.find(change.getOrDefault("category", ""))
                .orElseThrow(() -> RetentionException.notFound("There is no such category."));
        Tier tier = Tier.find(change.getOrDefault("tier", ""))
                .orElseThrow(() -> RetentionException.notFound("There is no such tier."));
        retention.getObject().keepApproved(approver, category, tier, change.getOrDefault("why", ""));
    }
}
