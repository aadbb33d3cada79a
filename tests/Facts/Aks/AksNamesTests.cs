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
    public void Names_the_vaults_of_a_cluster_apart_by_the_rules_of_Azure()
    {
        var platform = AksPlan.Platform with { Organization = "a-very-long-organization" };
        string[] names =
        [
            AksNames.Vault(platform, AksPlan.Cluster), AksNames.BackupVault(platform, AksPlan.Cluster),
            AksNames.ReplicaVault(platform, AksPlan.Cluster),
        ];
        Assert.Equal(names, names.Distinct());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]{2,23}$", name));
    }

    [Fact]
    public void Knows_the_replica_of_a_cluster_by_its_whole_id_in_any_case_of_letters()
    {
        var name = AksNames.ReplicaAccount(AksPlan.Platform, AksPlan.Cluster).ToUpperInvariant();
        var id = $"/subscriptions/x/resourceGroups/y/providers/microsoft.storage/storageaccounts/{name}";
        Assert.True(AksNames.IsReplica(AksPlan.Platform, AksPlan.Cluster, id));
        Assert.False(AksNames.IsReplica(AksPlan.Platform, AksPlan.Cluster, $"{id}/blobServices/default"));
        Assert.False(AksNames.IsReplica(AksPlan.Platform, AksPlan.Cluster with { Name = "east" }, id));
    }

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
