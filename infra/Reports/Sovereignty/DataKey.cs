namespace Infra.Reports.Sovereignty;

/// <summary>The key of stored data.</summary>
/// <param name="Owner">Who manages it.</param>
/// <param name="Name">Its name: that of the planned resource where it is one; null where it has none.</param>
public sealed record DataKey(KeyOwner Owner, string? Name = null)
{
    /// <summary>As text for people.</summary>
    public override string ToString() => Owner switch
    {
        KeyOwner.Customer => Name ?? "customer's",
        KeyOwner.Provider => "(provider's)",
        KeyOwner.None => "(none)",
        _ => "(not known)",
    };
}
