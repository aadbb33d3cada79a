namespace Infra.Facts.Clusters;

/// <summary>What a stack needs of one quota of a cloud when every pool is at its maximum.</summary>
/// <param name="Account">The account or subscription that the cluster names; absent: the one of the environment.</param>
/// <param name="Region">The region.</param>
/// <param name="Name">What is counted, in words.</param>
/// <param name="Code">The quota in its cloud: service and code in AWS, the name of the quota in Azure.</param>
/// <param name="Needed">How much is needed.</param>
/// <param name="Default">What a new account has.</param>
public sealed record QuotaNeed(string? Account, string Region, string Name, string Code, long Needed, long Default)
{
    /// <summary>Whether a new account has too little of it.</summary>
    public bool ExceedsDefault => Needed > Default;
}
