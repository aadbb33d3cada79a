namespace Infra.Specification.Clusters;

/// <summary>How kubelogin gets a token for whoever runs <c>pulumi up</c> (https://azure.github.io/kubelogin/cli/get-token.html).</summary>
public enum AksLogin
{
    /// <summary>As the account that is logged in with <c>az</c>.</summary>
    AzureCli,

    /// <summary>As an application that trusts the pipeline's own token (workload identity federation), which kubelogin reads from the file
    /// that <c>AZURE_FEDERATED_TOKEN_FILE</c> names.</summary>
    WorkloadIdentity,

    /// <summary>As the managed identity of the machine that runs the program.</summary>
    ManagedIdentity,
}
