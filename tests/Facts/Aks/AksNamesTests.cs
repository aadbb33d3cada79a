using Infra.Facts.Aks;
using Infra.Tests.Components.Clusters.Aks;

namespace Infra.Tests.Facts.Aks;

public class AksNamesTests
{
    [Fact]
    public void Names_a_vault_by_the_rules_of_Azure()
    {
        var name = AksNames.Vault(AksPlan.Platform with { Organization = "9-very-long-organization" }, AksPlan.Cluster);
        Assert.Matches("^[a-z][a-z0-9]{2,23}$", name);
    }

    [Fact]
    public void Names_vaults_of_two_clusters_apart_even_where_the_readable_part_is_cut() => Assert.NotEqual(
        AksNames.Vault(AksPlan.Platform with { Organization = "a-very-long-organization" }, AksPlan.Cluster),
        AksNames.Vault(AksPlan.Platform with { Organization = "a-very-long-organization" }, AksPlan.Cluster with { Name = "east" }));

    [Fact]
    public void Names_a_role_assignment_the_same_on_every_run()
    {
        var id = AksNames.AssignmentId("acme-prod-west-control-plane-on-network", "role");
        Assert.Equal(id, AksNames.AssignmentId("acme-prod-west-control-plane-on-network", "role"));
        Assert.NotEqual(id, AksNames.AssignmentId("acme-prod-west-control-plane-on-network", "other"));
        // A GUID of version 8 and of the variant of RFC 9562.
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
    }
}
