namespace Infra.Specification.Secrets;

/// <summary>A service that keeps secrets for workloads.</summary>
public enum SecretStoreKind
{
    /// <summary>AWS Secrets Manager, in the region of the cluster.</summary>
    SecretsManager,

    /// <summary>Parameter Store of AWS Systems Manager, in the region of the cluster.</summary>
    ParameterStore,

    /// <summary>A key vault of Azure: the one that the cluster names, or one that the platform makes for it.</summary>
    KeyVault,

    /// <summary>The Vault that the cluster names.</summary>
    Vault,
}
