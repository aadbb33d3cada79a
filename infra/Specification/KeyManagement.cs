namespace Infra.Specification;

/// <summary>Who creates, rotates and can revoke the encryption keys.</summary>
public enum KeyManagement
{
    /// <summary>Customer-managed keys in the cloud's key service, one for each purpose.</summary>
    CustomerManaged,

    /// <summary>The cloud's default keys.</summary>
    ProviderManaged,
}
