using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Secrets;

namespace Infra.Rules.Secrets;

/// <summary>CLU232: the store of secrets that a cluster names is one that it has, and one that it reads.</summary>
public sealed class SecretStores : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var cloud = Clouds.Of(cluster);
            var stores = cloud.SecretStores;
            if (cloud.KeyVault is not null && cluster.SecretStore == SecretStoreKind.Vault)
            {
                yield return Finding.Error(
                    "CLU232", $"{cluster.Path}.secretVault",
                    "nothing would read it, because secretStore is \"vault\". Remove one of the two.")
                    with { ComparedWith = [$"{cluster.Path}.secretStore"] };
            }

            if (cluster.SecretStore is not { } store || stores.Contains(store))
            {
                continue;
            }

            var path = $"{cluster.Path}.secretStore";
            yield return store == SecretStoreKind.Vault
                ? Finding.Error("CLU232", path, "the cluster names no Vault. Describe it under vault.")
                : Finding.Error(
                    "CLU232", path,
                    $"a cluster of the kind {cluster.Kind} has no store \"{Spelling.Of(store)}\". Allowed: " +
                    $"{Spelling.List(stores.DefaultIfEmpty(SecretStoreKind.Vault).Select(known => Spelling.Of(known)))}.");
        }
    }
}
