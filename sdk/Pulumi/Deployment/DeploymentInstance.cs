using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>What a program can ask of the deployment that it runs in.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    public string StackName => Deployment.StackName;

    public string ProjectName => Deployment.ProjectName;

    public string RootDirectory => Deployment.RootDirectory;

    public string OrganizationName => Deployment.OrganizationName;

    public bool IsDryRun => Deployment.IsDryRun;

    internal Deployment Deployment { get; }

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.Invoke<T>(token, args, options);

    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.Invoke<T>(token, args, options);

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) => Deployment.Invoke<T>(token, args, options);

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) => Deployment.Invoke<T>(token, args, options);

    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.InvokeSingle<T>(token, args, options);

    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.InvokeSingle<T>(token, args, options);

    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeSingle<T>(token, args, options);

    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Deployment.InvokeSingle<T>(token, args, options);

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.InvokeAsync<T>(token, args, options);

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeAsync<T>(token, args, options);

    public Task<T> InvokeSingleAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.InvokeSingleAsync<T>(token, args, options);

    public Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeSingleAsync<T>(token, args, options);

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.InvokeAsync<object>(token, args, options);

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Deployment.InvokeAsync<object>(token, args, options);

    public Output<T> Call<T>(
        string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.Call<T>(token, args, self, options);

    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        Deployment.Call<T>(token, args, self, options);

    public void Call(
        string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Deployment.Call<object>(token, args, self, options);

    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        Deployment.Call<object>(token, args, self, options);

    [SuppressMessage("Performance", "CA1822", Justification = "An instance method in the package that this stands in for.")]
    public void RegisterInvokeTransform(InvokeTransform transform) => Pulumi.Deployment.RegisterInvokeTransform(transform);
}
